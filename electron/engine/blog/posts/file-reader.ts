import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** A read that takes longer may have come from the disk. */
const quickMilliseconds = 1;
/** Slow reads in a row that prove it: a single one may only have met other work of this computer. */
const slowInARow = 3;
/** Number of files read concurrently before the next synchronous read. */
const slowFiles = 64;

/**
 * Reads many small files. Cached files are read faster synchronously, without a thread; if files come from
 * the disk, the next ones are read concurrently, as many as the caller requests at a time.
 */
export class FileReader {
  #slowInARow = 0;
  /** Remaining number of files to read asynchronously. */
  #sideBySide = 0;

  /** Reads a file; rejects as `readFile` does. */
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
    // After that, one slow read suffices
    this.#slowInARow = slowInARow - 1;
  }
}
