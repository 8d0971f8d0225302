import { RemoteError, type RemoteFile, remoteStatus } from "../base/remote-files.ts";

/** File handles kept free for the lock's heartbeat and for reading. */
const reserved = 4;

/**
 * Limits the files that are open at once. Not all servers announce a limit; some allow 64, some only one, and
 * just answer "failure" beyond that: so the gate derives the limit from refusals.
 */
export class HandleGate {
  #limit: number;
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  /** `limit` is what the server announces. */
  constructor(limit: number) {
    this.#limit = Math.max(1, limit - reserved);
  }

  /** Opens a file when the limit allows. The caller must call `closed` for each file. */
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

  /** Reports that a file is closed, or that closing it failed. */
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
