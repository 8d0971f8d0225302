const minute = 60_000;

/** Limits the restarts per minute. Otherwise, a process that always crashes would be restarted forever. */
export class RestartBudget {
  readonly #perMinute: number;
  readonly #now: () => number;
  #spent: number[] = [];

  constructor(perMinute: number, now: () => number = Date.now) {
    this.#perMinute = perMinute;
    this.#now = now;
  }

  /** Returns whether another restart is allowed now. Records the restart if it is allowed. */
  spend(): boolean {
    const now = this.#now();
    this.#spent = this.#spent.filter((time) => now - time < minute);
    if (this.#spent.length >= this.#perMinute) return false;
    this.#spent.push(now);
    return true;
  }

  /**
   * Forgets the earlier restarts, so that another restart is allowed.
   * Call this when the user asks for a restart.
   */
  renew(): void {
    this.#spent = [];
  }
}
