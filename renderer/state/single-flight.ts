/** Runs a task, but never twice at the same time. A call during a run causes one more run. */
export class SingleFlight {
  readonly #task: () => Promise<void>;
  #running: Promise<void> = Promise.resolve();
  #isRunning = false;
  #again = false;

  constructor(task: () => Promise<void>) {
    this.#task = task;
  }

  /**
   * Runs the task. If the task is running already, it runs once more afterwards.
   * Resolves when all runs have ended.
   */
  run(): Promise<void> {
    if (this.#isRunning) {
      this.#again = true;
      return this.#running;
    }
    this.#isRunning = true;
    this.#running = this.#loop();
    return this.#running;
  }

  /** Resolves when the task is not running. */
  settled(): Promise<void> {
    return this.#isRunning ? this.#running : Promise.resolve();
  }

  async #loop(): Promise<void> {
    try {
      do {
        this.#again = false;
        await this.#task();
      } while (this.#again);
    } finally {
      // Calls would be lost if an `await` stood between the last test of `#again` and this line.
      this.#isRunning = false;
    }
  }
}

/** Runs tasks one after another. If no task is running, a task starts before `run` returns. */
export class TaskQueue {
  #last: Promise<void> | null = null;

  run<Result>(task: () => Promise<Result>): Promise<Result> {
    const result = this.#last?.then(task) ?? task();
    const end = (): void => {
      if (this.#last === last) this.#last = null;
    };
    const last = result.then(end, end);
    this.#last = last;
    return result;
  }
}
