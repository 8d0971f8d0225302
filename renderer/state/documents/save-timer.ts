/** Delays before a text is written to its file, in milliseconds. */
export interface SaveDelays {
  /** Time from the last change until the file is written. */
  readonly autosave: number;
  /**
   * Maximum time from the first change until a save, even if typing continues. Default: 20 seconds.
   * A long time is safe, because the journal has the text within a second. Frequent saves would slow typing.
   */
  readonly longest?: number;
  /** Time from a failed attempt until the next attempt. Default: 5 seconds. */
  readonly retry?: number;
}

/** Delays in milliseconds that limit how long text stays unsaved. */
export interface SessionDelays extends SaveDelays {
  /** Time from a change until the text is in the journal. */
  readonly journal: number;
}

/** Decides when the text of one document is saved automatically. */
export class SaveTimer {
  readonly #delays: Required<SaveDelays>;
  readonly #save: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Time from which `longest` counts, in milliseconds. Usually the time of the first unwritten change. */
  #since: number | undefined;

  constructor({ autosave, longest = 20_000, retry = 5_000 }: SaveDelays, save: () => void) {
    this.#delays = { autosave, longest, retry };
    this.#save = save;
  }

  /** Must be called when the text has changed. */
  touch(): void {
    const { autosave, longest } = this.#delays;
    const now = performance.now();
    this.#since ??= now;
    this.#start(Math.min(autosave, Math.max(0, this.#since + longest - now)));
  }

  /** Must be called when the file could not be written but may be writable later. */
  retry(): void {
    const { longest, retry } = this.#delays;
    // Counts from an earlier time, so that typing does not postpone the attempt.
    this.#since = performance.now() + retry - longest;
    this.#start(retry);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#since = undefined;
  }

  #start(delay: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.stop();
      this.#save();
    }, delay);
  }
}
