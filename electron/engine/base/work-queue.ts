/** Lets work on one key (a path) run strictly one after the other, while different keys run side by side. */
export class WorkQueue {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Starts when everything asked for earlier under this key has ended, whether it succeeded or not. */
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

  /** Resolves when nothing is running or waiting any more. */
  async idle(): Promise<void> {
    while (this.#last.size > 0) await Promise.all(this.#last.values());
  }
}
