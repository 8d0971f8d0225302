const minute = 60_000;

/** Limits restarts: something that crashes at each start must not be restarted forever. */
export class RestartBudget {
  readonly #perMinute: number;
  readonly #now: () => number;
  #spent: number[] = [];

  /** `now` returns milliseconds. */
  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Whether another start is allowed now; counts it. */
  spend(): boolean {
    const now = this.#now();
    this.#spent = this.#spent.filter((time) => now - time < minute);
    if (this.#spent.length >= this.#perMinute) return false;
    this.#spent.push(now);
    return true;
  }

  /** Resets the count, because a user requested a restart. */
  renew(): void {
    this.#spent = [];
  }
}
