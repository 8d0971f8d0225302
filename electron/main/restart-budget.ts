const minute = 60_000;

/** How often something that dies may be started again: what dies at once each time must not be started for ever. */
export class RestartBudget {
  readonly #perMinute: number;
  readonly #now: () => number;
  #spent: number[] = [];

  /** `now` gives milliseconds. */
  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Whether one more start is allowed now; it counts as done then. */
  spend(): boolean {
    const now = this.#now();
    this.#spent = this.#spent.filter((time) => now - time < minute);
    if (this.#spent.length >= this.#perMinute) return false;
    this.#spent.push(now);
    return true;
  }

  /** Forgets what was spent, because a person asked for a new start. */
  renew(): void {
    this.#spent = [];
  }
}
