/** Receives how many of how many media files are done. */
export type MediaProgress = (done: number, total: number) => void;

/** Maximum time in milliseconds for which work on many files blocks other work. */
const sliceMilliseconds = 12;
/** Milliseconds between two reports of progress. */
const reportMilliseconds = 200;

/**
 * Interrupts synchronous work on many files again and again, so that other work and Ctrl+C are handled, and
 * reports its progress.
 */
export class Pause {
  readonly #onProgress: MediaProgress | undefined;
  #sliceEnd = performance.now() + sliceMilliseconds;
  #nextReport = performance.now() + reportMilliseconds;

  constructor(onProgress: MediaProgress | undefined) {
    this.#onProgress = onProgress;
  }

  /** Call this before each file; `done` files of `total` are done. */
  async ifDue(done: number, total: number): Promise<void> {
    // Asking for the time takes as long as asking for a file's size
    if (done % 16 !== 0 || performance.now() < this.#sliceEnd) return;
    await new Promise((resolve) => setImmediate(resolve));
    const now = performance.now();
    this.#sliceEnd = now + sliceMilliseconds;
    if (now < this.#nextReport) return;
    this.#nextReport = now + reportMilliseconds;
    this.#onProgress?.(done, total);
  }
}
