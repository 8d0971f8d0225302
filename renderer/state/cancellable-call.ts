import { type AppError, toAppError } from "#contract/errors.ts";

/** How a call ended. A call that failed because it was cancelled has neither a result nor an error. */
interface Ended<T> {
  readonly result: T | null;
  readonly error: AppError | null;
  /** Whether `cancel` was called before the call ended. */
  readonly isCancelled: boolean;
}

/**
 * Makes calls that the author can cancel.
 * Only one call may run at a time, because `cancel` stops only the call that began last.
 */
export class CancellableCall {
  #abort: AbortController | null = null;

  /** Runs `work` and returns how it ended. Never rejects. */
  async run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<Ended<T>> {
    const abort = new AbortController();
    this.#abort = abort;
    const { signal } = abort;
    try {
      return { result: await work(signal), error: null, isCancelled: signal.aborted };
    } catch (reason) {
      const error = toAppError(reason);
      const isWanted = error.code === "call.cancelled";
      return { result: null, error: isWanted ? null : error, isCancelled: signal.aborted };
    }
  }

  cancel(): void {
    this.#abort?.abort();
  }
}
