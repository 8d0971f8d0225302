import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";

/** If a read takes longer than this, the file probably comes from the disk, not from the system's cache. */
const quickMilliseconds = 1;
/**
 * Number of consecutive slow reads after which files are read concurrently. Other work of this computer may
 * make a single read slow.
 */
const slowInARow = 3;
/** Number of files that are read concurrently before one is read synchronously, to measure again. */
const slowFiles = 64;

/**
 * Reads many small files. Reads them synchronously while they are in the system's cache, which is faster. If
 * reads are slow because the files come from the disk, reads the next files asynchronously, so that files
 * requested together are read concurrently.
 */
export class FileReader {
  #slowInARow = 0;
  /** Number of further files to read asynchronously. */
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
    // After these files, a single slow read is enough to read asynchronously again.
    this.#slowInARow = slowInARow - 1;
  }
}
