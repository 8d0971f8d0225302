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

/** How long the journal may take for a word, in milliseconds. */
const journalMs = 1_000;
/** How long the program may take to get back on its feet on a busy machine. */
const patienceMs = 60_000;

/** A word that is nowhere any more. */
interface LostWord {
  readonly number: number;
  /** How old it was at the kill that it should have survived first, in milliseconds. */
  readonly age: number;
}

/** What a kill has cost. */
export interface Loss {
  /** Words that were there a second before the kill, and are nowhere now. */
  readonly lost: readonly LostWord[];
  /** What else is wrong: words twice or in another order, the other program's text gone. */
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

  /** Writes while something happens; the author stops as soon as it has happened. */
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
    // A window that is gone may never answer the last key.
    const failure = await Promise.race([writing, pause(5_000, null)]);
    if (failure !== null) throw failure;
    return result;
  }

  /** A while in which words are written: never the same, so that kills come between any two steps of saving. */
  awhile(low = 1_200, high = 4_500): Promise<void> {
    return pause(this.random.between(low, high));
  }

  async kill(...parts: readonly Part[]): Promise<number> {
    this.#isPageKilled = parts.some((part) => part !== "engine");
    const at = await this.#victim.kill(...parts);
    this.#kills.push(at);
    return at;
  }

  /** How long this very process had to wait for the machine while the author wrote, at most, in milliseconds. */
  get heldUpMs(): number {
    return Math.round(this.#delays.max / 1e6);
  }

  /** Starts the program again. */
  async restart(): Promise<void> {
    await this.#victim.stop();
    this.#victim = await Victim.start(this.desk);
    await this.meetAgain();
  }

  /** The page that came in the place of one that crashed. */
  async meetAgain(): Promise<void> {
    this.#page = await this.#victim.page();
  }

  /** Takes back everything that the program offers; returns how many texts there were. */
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

  /** The caret at the end of the text. */
  async takeUpPen(): Promise<void> {
    await this.#page.locator(".monaco-editor .view-lines").first().click();
    await this.#page.keyboard.press("Control+End");
    await this.#page.keyboard.press("Enter");
  }

  /** Waits until the window says that every word is in the file. */
  async saved(): Promise<void> {
    await this.#page.locator(".status-save", { hasText: /^Saved$/ }).waitFor({ timeout: patienceMs });
  }

  async manuscript(): Promise<Manuscript> {
    return readManuscript(this.desk.blog);
  }

  /** Another program puts a new file in the place of the post's. */
  async replaceFile(change: (text: string) => string): Promise<void> {
    const { file } = await this.manuscript();
    await writeFile(`${file}.other`, change(await readFile(file, "utf8")));
    await rename(`${file}.other`, file);
  }

  async removeFile(): Promise<void> {
    await unlink((await this.manuscript()).file);
  }

  /** Words that were written a second before `at`, in any case; all of them for a window that lives. */
  writtenBefore(at: number): number[] {
    return this.author.written.filter((word) => word.at <= at - journalMs).map(({ number }) => number);
  }

  /** Whether a word belongs to what was written after a moment. */
  wasWrittenAfter(number: number, moment: number): boolean {
    return this.author.written.some((word) => word.number === number && word.at > moment);
  }

  /** Compares the disk with what must be there, and goes on with what is. */
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
    const ages = this.#kills.map((kill) => kill - at).filter((age) => age >= journalMs);
    return Math.min(...ages);
  }

  async end(): Promise<void> {
    await this.#victim.stop();
    this.disk?.remove();
  }

  #offer() {
    return this.#page.getByRole("alertdialog", { name: "Words were found that had not been saved" });
  }

  /** The offer comes when the blog has been read; without one, nothing is left in the journal. */
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
  const deadline = Date.now() + patienceMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("nothing happened for too long");
    await pause(50);
  }
}
