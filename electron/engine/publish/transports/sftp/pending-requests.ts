import { AppError } from "#contract/errors.ts";
import { RemoteError, remoteStatus } from "../../base/remote-files.ts";
import { serverText } from "../../base/server-text.ts";

/** How one request ends; whichever comes first counts. */
export interface Settle<T> {
  readonly answered: (value: T) => void;
  readonly failed: (error: Error) => void;
}

interface Pending {
  readonly since: number;
  readonly reject: (error: AppError) => void;
}

/** How often the oldest request's age is looked at. */
const watchMs = 1000;

/**
 * The requests in flight. Nobody calls back for one that is sent after the connection broke, and a server may leave one
 * unanswered for ever; here each request ends: with its answer, at its deadline, or with the connection.
 */
export class PendingRequests {
  readonly #deadlineMs: number;
  readonly #onDeadline: () => void;
  /** In the order of sending: the first is the oldest. */
  readonly #pending = new Set<Pending>();
  #lost: AppError | null = null;
  #watch: NodeJS.Timeout | null = null;

  /** `onDeadline` is called after all requests have failed: the connection is of no more use. */
  constructor(deadlineMs: number, onDeadline: () => void) {
    this.#deadlineMs = deadlineMs;
    this.#onDeadline = onDeadline;
  }

  /** No answer can come any more. */
  get isLost(): boolean {
    return this.#lost !== null;
  }

  /** Sends one request; `send` is told how to end it. */
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
        // What cannot be put into words for the server was not sent.
        const reason = error instanceof Error ? error.message : String(error);
        if (end()) reject(new RemoteError(operation, path, remoteStatus.unsupported, reason));
      }
    });
  }

  /** Fails every request in flight, and every later one. The first reason stays. */
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
      this.failAll(new AppError("publish.connectionLost", { reason: "no answer" }));
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
  // Without a status it is no answer: the channel was closed.
  const reason = serverText(error.message);
  if (typeof status !== "number") return new AppError("publish.connectionLost", { reason });
  return new RemoteError(operation, path, status, reason);
}
