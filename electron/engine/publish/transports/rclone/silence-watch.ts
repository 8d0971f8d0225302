import { RemoteError } from "../../base/remote-files.ts";

/** Number of checks in `limitMs`. A check without a sign of the server sends the small request. */
const checks = 6;

interface WatchOptions {
  readonly limitMs: number;
  /** Returns the number of bytes that were transferred since the start of rclone. */
  transferred(): Promise<number>;
  /** Sends a small request to the server. Rejects with a `RemoteError` if the server has refused it. */
  ask(): Promise<unknown>;
  /** Called if nothing was heard from the server for `limitMs`. */
  onSilence(): void;
}

/**
 * Notices a server that has stopped answering while requests to it are being carried out.
 * A request may rightly take long: rclone may be sending a large file, or waiting because of a rate limit.
 * The server counts as silent only if no request ends, no byte is transferred,
 * and a small request has no answer.
 */
export class SilenceWatch {
  readonly #options: WatchOptions;
  #running = 0;
  #bytes = 0;
  /** Number of checks since the last sign of the server. A sleeping computer makes no checks. */
  #silentChecks = 0;
  #isAsking = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  /** Carries out a request, and watches the server until the request ends. */
  async during<T>(request: () => Promise<T>): Promise<T> {
    if (this.#running === 0) this.#start();
    this.#running += 1;
    try {
      return await request();
    } finally {
      this.#running -= 1;
      this.#silentChecks = 0;
      if (this.#running === 0) clearInterval(this.#timer);
    }
  }

  #start(): void {
    this.#silentChecks = 0;
    this.#timer = setInterval(() => void this.#check(), this.#options.limitMs / checks);
  }

  async #check(): Promise<void> {
    this.#silentChecks += 1;
    if (this.#silentChecks >= checks) {
      clearInterval(this.#timer);
      this.#options.onSilence();
      return;
    }
    await this.#countBytes();
    if (this.#silentChecks > 0 && !this.#isAsking) await this.#askServer();
  }

  async #askServer(): Promise<void> {
    this.#isAsking = true;
    try {
      await this.#options.ask();
    } catch (error) {
      // A refusal is an answer, too.
      if (!(error instanceof RemoteError)) return;
    } finally {
      this.#isAsking = false;
    }
    this.#silentChecks = 0;
  }

  async #countBytes(): Promise<void> {
    const bytes = await this.#options.transferred().catch(() => this.#bytes);
    if (bytes === this.#bytes) return;
    this.#bytes = bytes;
    this.#silentChecks = 0;
  }
}
