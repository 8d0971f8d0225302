import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** A file that took longer may have been fetched from the disk. */
const quickMilliseconds = 1;
/** So many of them, one after the other, were: one alone may only have met other work of this computer. */
const slowInARow = 3;
/** How many files are read side by side before one is tried alone again. */
const slowFiles = 64;

/**
 * Reads many small files. What the system has in memory is there sooner when it is asked for at once, without a thread in
 * between; where files have to be fetched from the disk, the next ones are fetched side by side, as many as the caller asks for
 * at a time.
 */
export class FileReader {
  #slowInARow = 0;
  /** Files yet to be read side by side. */
  #sideBySide = 0;

  /** The bytes of a file; rejects as `readFile` does. */
  async read(location: string): Promise<Uint8Array> {
    if (this.#sideBySide > 0) {
      this.#sideBySide -= 1;
      return readFile(location);
    }
    const started = performance.now();
    try {
      return readFileSync(location);
    } finally {
      this.#judge(performance.now() - started);
    }
  }

  #judge(milliseconds: number): void {
    this.#slowInARow = milliseconds > quickMilliseconds ? this.#slowInARow + 1 : 0;
    if (this.#slowInARow < slowInARow) return;
    this.#sideBySide = slowFiles;
    // One more that is slow will do
    this.#slowInARow = slowInARow - 1;
  }
}
