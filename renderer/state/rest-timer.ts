/**
 * Does something once nothing has happened for a while. Made for what happens at each key: there is one timer for many keys,
 * which looks when it fires whether it is early, instead of one that is cleared and set at each.
 */
export class RestTimer {
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** When the timer fires, and when the work is to be done, by `performance.now()`. */
  #fires = 0;
  #due = 0;

  constructor(work: () => void) {
    this.#work = work;
  }

  /** Something happened: the work is done after so many milliseconds, unless this is called again before. */
  later(milliseconds: number): void {
    this.#due = performance.now() + milliseconds;
    if (this.#timer !== undefined && this.#fires <= this.#due) return;
    clearTimeout(this.#timer);
    this.#set();
  }

  /** The work is not done until the next call of `later`. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #set(): void {
    this.#fires = this.#due;
    this.#timer = setTimeout(() => this.#look(), this.#due - performance.now());
  }

  #look(): void {
    this.#timer = undefined;
    // Timers may fire a little early.
    if (this.#due - performance.now() > 1) this.#set();
    else this.#work();
  }
}
