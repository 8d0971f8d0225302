import type { PlannedFile } from "#engine/site/pages/planned-file.ts";
import type { TextsAhead } from "./texts-ahead.ts";

/** What is asked of texts that come one after the other. */
export type ArrivingTexts = Pick<TextsAhead, "arrived" | "isReady" | "ready" | "textsUpTo">;

/** Lists and feeds that can be made while a page waits for its text: those whose texts have all come. Each is given out once. */
export class FilesMeanwhile {
  readonly #ahead: ArrivingTexts;
  /** Those that need the fewest texts last, with how many texts of the job have to be there. */
  readonly #waiting: { readonly file: PlannedFile; readonly texts: number }[];
  readonly #taken = new Set<PlannedFile>();

  constructor(files: readonly PlannedFile[], ahead: ArrivingTexts) {
    this.#ahead = ahead;
    this.#waiting = files
      .filter(({ group }) => group === "list" || group === "feed")
      .map((file) => ({ file, texts: ahead.textsUpTo(file.texts ?? []) }))
      .reverse()
      .sort((a, b) => b.texts - a.texts);
  }

  /** The next one that can be made by now. */
  next(): PlannedFile | undefined {
    const last = this.#waiting.at(-1);
    if (!last || last.texts > this.#ahead.arrived) return undefined;
    this.#waiting.pop();
    this.#taken.add(last.file);
    return last.file;
  }

  /** Whether `next` has given it out. */
  isTaken(file: PlannedFile): boolean {
    return this.#taken.has(file);
  }
}
