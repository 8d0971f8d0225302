import { Cancellation } from "#contract/rpc/cancellation.ts";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";

/** Makes sure that a blog has only one publish at a time. */
export class OneAtATime {
  readonly #after: () => Promise<void>;
  #isClosed = false;
  #running: { readonly cancellation: Cancellation; readonly ended: Promise<void> } | undefined;

  /**
   * `after` is called after each publish. The next publish begins only when `after` has ended.
   * A failure of `after` is ignored, because it must not hide whether the publish itself succeeded.
   */
  constructor(after: () => Promise<void>) {
    this.#after = after;
  }

  get isBusy(): boolean {
    return this.#running !== undefined;
  }

  /** Runs a publish. Rejects with `publish.running` while another publish runs. */
  async run<T>(outer: CancelSignal, work: (signal: CancelSignal) => Promise<T>): Promise<T> {
    if (this.#running) throw new AppError("publish.running");
    // Refuses a publish while the blog closes, because the publish would continue after the blog is closed.
    if (outer.aborted || this.#isClosed) throw new AppError("call.cancelled");
    const cancellation = new Cancellation();
    const cancel = (): void => cancellation.cancel();
    outer.addEventListener("abort", cancel, { once: true });
    const working = work(cancellation).finally(() => this.#after().catch(noResult));
    this.#running = { cancellation, ended: working.then(noResult, noResult) };
    try {
      return await working;
    } finally {
      this.#running = undefined;
      outer.removeEventListener("abort", cancel);
    }
  }

  /** Does `work` while no publish is running: now, or after the running publish. */
  async whenFree(work: () => Promise<void>): Promise<void> {
    while (this.#running) await this.#running.ended;
    if (!this.#isClosed) await work();
  }

  /** Cancels the running publish and waits for its end. All later calls of `run` reject. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running?.cancellation.cancel();
    await this.#running?.ended;
  }
}

function noResult(): void {}
