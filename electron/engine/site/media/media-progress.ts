export type MediaProgress = (done: number, total: number) => void;

/** Maximum time in milliseconds for which work on many files blocks other work. */
const sliceMilliseconds = 12;
/** Time in milliseconds between two reports of progress. */
const reportMilliseconds = 200;

/** Interrupts long synchronous work regularly, so that other work can run and Ctrl+C takes effect. */
export class Pause {
  readonly #onProgress: MediaProgress | undefined;
  #sliceEnd = performance.now() + sliceMilliseconds;
  #nextReport = performance.now() + reportMilliseconds;

  constructor(onProgress: MediaProgress | undefined) {
    this.#onProgress = onProgress;
  }

  /**
   * Pauses if the time slice is used up. Call this method before each file.
   * `done` is the number of finished files.
   */
  async ifDue(done: number, total: number): Promise<void> {
    // Checks the time at every 16th file, because a check takes as long as reading a file's size.
    if (done % 16 !== 0 || performance.now() < this.#sliceEnd) return;
    await new Promise((resolve) => setImmediate(resolve));
    const now = performance.now();
    this.#sliceEnd = now + sliceMilliseconds;
    if (now < this.#nextReport) return;
    this.#nextReport = now + reportMilliseconds;
    this.#onProgress?.(done, total);
  }
}
