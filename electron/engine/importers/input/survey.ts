import type { SourceFile } from "../importer.ts";
import type { ImportFile } from "./import-file.ts";

/** Line and reason of the first damage in a file. */
export interface Damage {
  readonly line: number;
  readonly reason: string;
}

/** Number of characters of a file that the user sees in order to check the encoding. */
const sampleLength = 200;

/** Collects the results of a first pass over a file. */
export class FileSurvey {
  readonly #file: ImportFile;
  #entries = 0;
  #sample = "";
  #damage: Damage | undefined;

  constructor(file: ImportFile) {
    this.#file = file;
  }

  /** Counts an entry. `text` returns the beginning of the entry's text, with or without tags. */
  add(text: () => string): void {
    this.#entries += 1;
    if (this.#sample === "") this.#sample = sampleOf(text());
  }

  /** Records where the file is damaged. Only the first damage counts. */
  damaged(damage: Damage): void {
    this.#damage ??= damage;
  }

  get entries(): number {
    return this.#entries;
  }

  get damage(): Damage | undefined {
    return this.#damage;
  }

  result(encoding = "utf-8"): SourceFile {
    return {
      name: this.#file.name,
      bytes: this.#file.bytes,
      entries: this.#entries,
      encodings: { [encoding]: this.#entries },
      sample: this.#sample,
      ...(this.#damage ? { damage: this.#damage } : {}),
    };
  }
}

/** Returns the beginning of a text without tags and line ends. */
function sampleOf(text: string): string {
  const plain = text.slice(0, 20 * sampleLength).replace(/<[^>]*>/g, " ");
  return [...plain.replace(/\s+/g, " ").trim()].slice(0, sampleLength).join("");
}
