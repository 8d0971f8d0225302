/** Runs work on the same key (a path) strictly in sequence, and on different keys concurrently. */
export class WorkQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Starts `work` when all earlier work on this key has settled, whether it succeeded or not. */
  run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? Promise.resolve();
    const result = before.then(work, work);
    const ended = result
      .catch(() => undefined)
      .then(() => {
        if (this.#last.get(key) === ended) this.#last.delete(key);
      });
    this.#last.set(key, ended);
    return result;
  }

  /** Resolves when no work is running or waiting. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
