import { type AppError, messageOf } from "#contract/errors.ts";
import { connectionLost } from "../../base/connection-lost.ts";
import { RemoteError, remoteStatus } from "../../base/remote-files.ts";
import { serverText } from "../../base/server-data.ts";

/** The functions that end a request: one with a result, one with an error. Only the first call counts. */
export interface Settle<T> {
  readonly answered: (value: T) => void;
  readonly failed: (error: Error) => void;
}

interface Pending {
  readonly since: number;
  readonly reject: (error: AppError) => void;
}

/** Interval at which the age of the oldest request is checked, in milliseconds. */
const watchMs = 1000;

/**
 * Ends each request with its reply, at its deadline, or when the connection is lost.
 * This is needed because ssh2 never calls back for a request that was sent after the connection broke.
 */
export class PendingRequests {
  readonly #deadlineMs: number;
  readonly #onDeadline: () => void;
  /** Requests without a reply, in the order in which they were sent. */
  readonly #pending = new Set<Pending>();
  #lost: AppError | null = null;
  #watch: NodeJS.Timeout | null = null;

  /** If one request gets no reply in time, all requests fail, and `onDeadline` is called. */
  constructor(deadlineMs: number, onDeadline: () => void) {
    this.#deadlineMs = deadlineMs;
    this.#onDeadline = onDeadline;
  }

  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** Sends one request. `send` receives the functions that end the request. */
  run<T>(operation: string, path: string, send: (settle: Settle<T>) => void): Promise<T> {
    if (this.#lost) return Promise.reject(this.#lost);
    return new Promise((resolve, reject) => {
      const pending = { since: Date.now(), reject };
      this.#pending.add(pending);
      this.#startWatch();
      const end = (): boolean => {
        if (!this.#pending.delete(pending)) return false;
        if (this.#pending.size === 0) this.#stopWatch();
        return true;
      };
      const answered = (value: T): void => {
        if (end()) resolve(value);
      };
      const failed = (error: Error): void => {
        if (end()) reject(failureOf(operation, path, error));
      };
      try {
        send({ answered, failed });
      } catch (error) {
        // If `send` throws, the request could not be encoded, and nothing was sent.
        const reason = messageOf(error);
        if (end()) reject(new RemoteError(operation, path, remoteStatus.unsupported, reason));
      }
    });
  }

  /**
   * Makes all current and later requests fail with `error`.
   * If `failAll` was called before, the requests fail with the error of the first call.
   */
  failAll(error: AppError): void {
    this.#lost ??= error;
    this.#stopWatch();
    for (const pending of this.#pending) pending.reject(this.#lost);
    this.#pending.clear();
  }

  #startWatch(): void {
    this.#watch ??= setInterval(() => {
      const [oldest] = this.#pending;
      if (!oldest || Date.now() - oldest.since < this.#deadlineMs) return;
      this.failAll(connectionLost("no answer"));
      this.#onDeadline();
    }, watchMs);
  }

  #stopWatch(): void {
    if (this.#watch) clearInterval(this.#watch);
    this.#watch = null;
  }
}

function failureOf(operation: string, path: string, error: Error): Error {
  const status = "code" in error ? error.code : undefined;
  // An error without a status does not come from the server: the channel was closed.
  const reason = serverText(error.message);
  if (typeof status !== "number") return connectionLost(reason);
  return new RemoteError(operation, path, status, reason);
}
