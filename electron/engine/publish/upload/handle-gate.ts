import { RemoteError, type RemoteFile, remoteStatus } from "../base/remote-files.ts";

/** Number of open files that the upload leaves free for the lock's heartbeat and for reading. */
const reserved = 4;

/**
 * Limits the number of open files on the server. Lowers the limit if the server refuses to open more files.
 */
export class HandleGate {
  #limit: number;
  #open = 0;
  readonly #waiting: (() => void)[] = [];

  /** `limit` is the maximum number of open files, as announced by the server. */
  constructor(limit: number) {
    this.#limit = Math.max(1, limit - reserved);
  }

  /** Opens a file as soon as the limit allows it. The caller must call `closed` for each file. */
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

  /** Reports that a file is closed, or that the close has failed. */
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
