import { atomicWrite } from "#engine/base/atomic-write.ts";
import { readError } from "#engine/base/file-errors.ts";
import { readTextIfThere } from "#engine/base/files/read-files.ts";

/**
 * The words that the author added to the dictionary, in a text file with one word per line that may be edited
 * by hand.
 */
export class PersonalWords {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  /** Returns the words; none if there is no file yet. Rejects with `file.*` if the file cannot be read. */
  async load(): Promise<string[]> {
    const text = await readTextIfThere(this.#file).catch((error: unknown) => {
      throw readError(error, this.#file);
    });
    return (text ?? "")
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
