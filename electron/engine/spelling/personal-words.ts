import { readFile } from "node:fs/promises";
import { atomicWrite } from "#engine/base/atomic-write.ts";

/**
 * The words that the author added to the dictionary, in a text file with one word per line that may be edited
 * by hand.
 */
export class PersonalWords {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Returns the words; none if there is no file yet. */
  async load(): Promise<string[]> {
    const text = await readFile(this.#file, "utf8").catch(() => "");
    return text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  }

  /** Adds a word to the file; rejects with `file.*` if it cannot be written. */
  async add(word: string): Promise<void> {
    const words = new Set([...(await this.load()), word]);
    await atomicWrite(this.#file, `${[...words].join("\n")}\n`, { followLink: true });
  }
}
