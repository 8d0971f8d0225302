import { readFile } from "node:fs/promises";
import { atomicWrite } from "#engine/base/atomic-write.ts";

/**
 * The author's additions to the dictionary: a text file with one word per line, which may be edited by hand.
 */
export class PersonalWords {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Returns an empty list if there is no file yet. */
  async load(): Promise<string[]> {
    const text = await readFile(this.#file, "utf8").catch(() => "");
    return text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean);
  }

  /** Rejects with `file.*` if the file cannot be written. */
  async add(word: string): Promise<void> {
    const words = new Set([...(await this.load()), word]);
    await atomicWrite(this.#file, `${[...words].join("\n")}\n`, { followLink: true });
  }
}
