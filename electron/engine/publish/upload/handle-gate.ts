import { RemoteError, type RemoteFile, remoteStatus } from "../base/remote-files.ts";

/** Kept free for the lock's heartbeat and for reading. */
const reserved = 4;

/**
 * Limits the files that are open at once. Servers name their limit or do not; some allow 64, some only one, and say no more
 * than "failure" to the next: so the gate learns the limit from refusals.
 */
export class HandleGate {
  #limit: number;
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  /** `limit` is what the server says it allows. */
  constructor(limit: number) {
    this.#limit = Math.max(1, limit - reserved);
  }

  /** Opens a file when there is room for it. Every file got here must be given back by `closed`. */
  async open(request: () => Promise<RemoteFile>): Promise<RemoteFile> {
    for (;;) {
      await this.#enter();
      try {
        return await request();
      } catch (error) {
        const others = this.#open - 1;
        this.closed();
        const mayBeFull = error instanceof RemoteError && error.status === remoteStatus.failure;
        if (!mayBeFull || others === 0) throw error;
        this.#limit = Math.max(1, Math.min(this.#limit, others));
      }
    }
  }

  /** Tells that a file is closed, or that its closing failed. */
  closed(): void {
    this.#open -= 1;
    if (this.#open < this.#limit) this.#waiting.shift()?.();
  }

  async #enter(): Promise<void> {
    while (this.#open >= this.#limit) {
      await new Promise<void>((resolve) => {
        this.#waiting.push(resolve);
      });
    }
    this.#open += 1;
  }
}
