import type { Page } from "@playwright/test";
import { beginComposition } from "#tests/support/program/input-method.ts";
import type { Random } from "./random.ts";

/** A word that the author has written: its number, and when the editor contained all of it. */
export interface WrittenWord {
  readonly number: number;
  readonly at: number;
}

/** Matches the number of a word in the text; no number is used twice. */
export const wordNumber = /\d{5}/g;

/** Types numbered words, directly in Latin letters and with an input method, until it is stopped. */
export class Author {
  readonly #random: Random;
  #written: WrittenWord[] = [];
  #next = 1;

  constructor(random: Random) {
    this.#random = random;
  }

  /** The words that were written and are not known to be lost, in order. */
  get written(): readonly WrittenWord[] {
    return this.#written;
  }

  /** Sets the words that exist after a kill: forgets those that were lost within the last second. */
  goOnFrom(numbers: readonly number[]): void {
    const there = new Set(numbers);
    this.#written = this.#written.filter(({ number }) => there.has(number));
  }

  /** Writes until `isOver` returns true. Rejects if the window disappears. */
  async write(page: Page, isOver: () => boolean): Promise<void> {
    while (!isOver()) await this.#writeWord(page);
  }

  async #writeWord(page: Page): Promise<void> {
    const number = this.#next++;
    const digits = String(number).padStart(5, "0");
    const chance = this.#random.number();
    if (chance < 0.08) await page.keyboard.press("Enter");
    else if (chance < 0.12) await cancelled(page);
    if (chance < 0.5) await composed(page, digits);
    else await page.keyboard.type(`word${digits} `, { delay: this.#random.between(0, 12) });
    this.#written.push({ number, at: Date.now() });
  }
}

async function composed(page: Page, digits: string): Promise<void> {
  const composition = await beginComposition(page);
  for (const reading of ["あ", "あめ", "雨"]) await composition.show(reading);
  await composition.commit(`雨${digits}。`);
}

async function cancelled(page: Page): Promise<void> {
  const composition = await beginComposition(page);
  await composition.show("やめ");
  await composition.cancel();
}
