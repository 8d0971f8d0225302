import { readdir, readFile, rename, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import type { Page } from "@playwright/test";
import type { Desk } from "#tests/support/program/program.ts";
import { Author } from "./author.ts";
import { type Manuscript, readManuscript } from "./manuscript.ts";
import type { Random } from "./random.ts";
import type { FillableDisk } from "#tests/support/disks/fillable-disk.ts";
import { type Part, Victim } from "./victim.ts";

/** Maximum time until a word is in the journal on an idle computer, in milliseconds. */
const journalMs = 1_000;
/** Maximum time for the program to restart on a busy computer. */
const timeoutMs = 60_000;

/** A word that can no longer be found. */
interface LostWord {
  readonly number: number;
  /** Age of the word in milliseconds at the first kill that it should have survived. */
  readonly age: number;
}

/** The losses from a kill. */
export interface Loss {
  /** Words that should have been in the journal at the kill and can no longer be found. */
  readonly lost: readonly LostWord[];
  /** Other faults: words that are doubled or reordered, or the other program's text is missing. */
  readonly faults: readonly string[];
}

/** An author at a desk whose program is killed again and again. */
export class Torture {
  readonly author: Author;
  readonly random: Random;
  readonly desk: Desk;
  readonly disk: FillableDisk | null;
  #victim: Victim;
  #page: Page;
  #isPageKilled = false;
  readonly #kills: number[] = [];
  readonly #delays = monitorEventLoopDelay({ resolution: 20 });

  private constructor(desk: Desk, disk: FillableDisk | null, random: Random, victim: Victim, page: Page) {
    this.desk = desk;
    this.disk = disk;
    this.random = random;
    this.author = new Author(random);
    this.#victim = victim;
    this.#page = page;
  }

  static async begin(desk: Desk, disk: FillableDisk | null, random: Random): Promise<Torture> {
    const victim = await Victim.start(desk);
    const page = await victim.page();
    const torture = new Torture(desk, disk, random, victim, page);
    await torture.takeUpPen();
    return torture;
  }

  /** Writes while something happens, and stops as soon as it has happened. */
  async writeWhile<T>(happening: () => Promise<T>): Promise<T> {
    let isOver = false;
    this.#isPageKilled = false;
    this.#delays.reset();
    this.#delays.enable();
    const writing = this.author
      .write(this.#page, () => isOver)
      .then(
        () => null,
        (error: unknown) => (this.#isPageKilled ? null : error),
      );
    const result = await happening();
    isOver = true;
    this.#delays.disable();
    // A window that disappeared may never acknowledge the last key.
    const failure = await Promise.race([writing, pause(5_000, null)]);
    if (failure !== null) throw failure;
    return result;
  }

  /**
   * Waits for a random time in which words are written, so that kills occur between any two steps of saving.
   */
  awhile(low = 1_200, high = 4_500): Promise<void> {
    return pause(this.random.between(low, high));
  }

  async kill(...parts: readonly Part[]): Promise<number> {
    this.#isPageKilled = parts.some((part) => part !== "engine");
    const at = await this.#victim.kill(...parts);
    this.#kills.push(at);
    return at;
  }

  /** Maximum time in milliseconds for which this process was delayed by other work while the author wrote. */
  get heldUpMs(): number {
    return Math.round(this.#delays.max / 1e6);
  }

  /** Starts the program again. */
  async restart(): Promise<void> {
    await this.#victim.stop();
    this.#victim = await Victim.start(this.desk);
    await this.meetAgain();
  }

  /** Connects to the page that replaced a crashed one. */
  async meetAgain(): Promise<void> {
    this.#page = await this.#victim.page();
  }

  /** Restores everything that the program offers. Returns the number of texts. */
  async restoreAll(): Promise<number> {
    if (!(await this.#isOffered())) return 0;
    const offer = this.#offer();
    let count = 0;
    for (; await offer.isVisible(); count += 1) {
      const before = await offer.getByRole("listitem").count();
      await offer.getByRole("button", { name: "Restore" }).first().click();
      await until(
        async () => !(await offer.isVisible()) || (await offer.getByRole("listitem").count()) < before,
      );
    }
    return count;
  }

  async decideLater(): Promise<void> {
    if (await this.#isOffered()) await this.#offer().getByRole("button", { name: "Decide later" }).click();
  }

  /** Puts the caret at the end of the text. */
  async takeUpPen(): Promise<void> {
    await this.#page.locator(".monaco-editor .view-lines").first().click();
    await this.#page.keyboard.press("ControlOrMeta+End");
    await this.#page.keyboard.press("Enter");
  }

  /** Waits until the window shows that all text is saved. */
  async saved(): Promise<void> {
    await this.#page.locator(".status-save", { hasText: /^Saved$/ }).waitFor({ timeout: timeoutMs });
  }

  async manuscript(): Promise<Manuscript> {
    return readManuscript(this.desk.blog);
  }

  /** Replaces the post's file by a new one, as another program. */
  async replaceFile(change: (text: string) => string): Promise<void> {
    const { file } = await this.manuscript();
    await writeFile(`${file}.other`, change(await readFile(file, "utf8")));
    await rename(`${file}.other`, file);
  }

  async removeFile(): Promise<void> {
    await unlink((await this.manuscript()).file);
  }

  /** Returns the words that must be in the journal at `at`; all words if the window survived. */
  writtenBefore(at: number): number[] {
    return this.author.written.filter((word) => word.at <= at - this.#journalMs).map(({ number }) => number);
  }

  /** Other work on the computer delays the program as much as this process. That is no fault of the journal. */
  get #journalMs(): number {
    return journalMs + this.heldUpMs;
  }

  /** Whether a word was written after a time. */
  wasWrittenAfter(number: number, moment: number): boolean {
    return this.author.written.some((word) => word.number === number && word.at > moment);
  }

  /** Compares the disk with the words that must exist, and continues with those that do. */
  async account(expected: readonly number[], mayBeInHistory = false): Promise<Loss> {
    const { numbers, inHistory } = await this.manuscript();
    const there = new Set(numbers);
    const isFound = (number: number): boolean =>
      there.has(number) || (mayBeInHistory && inHistory.has(number));
    const lost = expected
      .filter((number) => !isFound(number))
      .map((number) => ({ number, age: this.#ageOf(number) }));
    const faults: string[] = [];
    if (there.size < numbers.length) faults.push("words stand twice in the text");
    if (numbers.some((number, at) => number < (numbers[at - 1] ?? 0))) faults.push("words changed places");
    this.author.goOnFrom(numbers);
    return { lost, faults };
  }

  #ageOf(number: number): number {
    const at = this.author.written.find((word) => word.number === number)?.at ?? 0;
    const ages = this.#kills.map((kill) => kill - at).filter((age) => age >= this.#journalMs);
    return Math.min(...ages);
  }

  async end(): Promise<void> {
    await this.#victim.stop();
    this.disk?.remove();
  }

  #offer() {
    return this.#page.getByRole("alertdialog", { name: "Unsaved text was found" });
  }

  /** The offer appears after the blog was read; without one, the journal is empty. */
  async #isOffered(): Promise<boolean> {
    await until(async () => (await this.#offer().isVisible()) || (await this.#isJournalEmpty()));
    return this.#offer().isVisible();
  }

  async #isJournalEmpty(): Promise<boolean> {
    const folders = [
      join(this.desk.blog, ".hitofude", "journal"),
      join(this.desk.home, "user-data", "journal"),
    ];
    const names = await Promise.all(
      folders.map((folder) => readdir(folder, { recursive: true }).catch(() => [])),
    );
    return !names.flat().some((name) => name.endsWith(".json"));
  }
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("nothing happened for too long");
    await pause(50);
  }
}
