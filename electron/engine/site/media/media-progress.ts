/** Receives how many of how many media files are done. */
export type MediaProgress = (done: number, total: number) => void;

/** Maximum time for which work on many files blocks other work, in milliseconds. */
const sliceMilliseconds = 12;
/** Time between two reports of progress, in milliseconds. */
const reportMilliseconds = 200;

/**
 * Interrupts synchronous work on many files again and again, so that other work and Ctrl+C are handled. Also
 * reports the progress of the work.
 */
export class Pause {
  readonly #onProgress: MediaProgress | undefined;
  #sliceEnd = performance.now() + sliceMilliseconds;
  #nextReport = performance.now() + reportMilliseconds;

  constructor(onProgress: MediaProgress | undefined) {
    this.#onProgress = onProgress;
  }

  /** Call this before each file. `done` files of `total` have been handled. */
  async ifDue(done: number, total: number): Promise<void> {
    // The time is checked only at every 16th file, because checking it takes as long as reading a file's size
    if (done % 16 !== 0 || performance.now() < this.#sliceEnd) return;
    await new Promise((resolve) => setImmediate(resolve));
    const now = performance.now();
    this.#sliceEnd = now + sliceMilliseconds;
    if (now < this.#nextReport) return;
    this.#nextReport = now + reportMilliseconds;
    this.#onProgress?.(done, total);
  }
}
