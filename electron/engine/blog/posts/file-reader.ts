import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

/**
 * Maximum duration in milliseconds of a fast read. A slower read probably came from the disk, not a cache.
 */
const quickMilliseconds = 1;
/**
 * Number of consecutive slow reads after which files are read concurrently.
 * One slow read is not enough, because a single read can be slow by chance.
 */
const slowInARow = 3;
/** Number of files that are read concurrently. Then one synchronous read measures the speed again. */
const slowFiles = 64;

/** Reads many small files: synchronously from the system's file cache, concurrently from a slow disk. */
export class FileReader {
  #slowInARow = 0;
  /** Number of files still to be read asynchronously. */
  #sideBySide = 0;

  /** Reads a file. Rejects with the errors of `readFile`. */
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
    // Reads files synchronously again after a series of asynchronous reads.
    // After the first series of asynchronous reads, a single slow read starts the next series.
    this.#slowInARow = slowInARow - 1;
  }
}
