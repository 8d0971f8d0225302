import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { AppError } from "#contract/errors.ts";
import { threadFile } from "#engine/base/thread-file.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { VariantJob, VariantReply } from "./variant-thread.ts";

/** Maximum number of pictures that are decoded at one time, because each picture takes memory. */
export const threadCount = Math.min(3, Math.max(1, availableParallelism() - 1));

/** Time in milliseconds after which an idle thread ends, because an idle thread keeps its memory. */
const timeoutMs = 3000;

type Reply = VariantReply | { readonly kind: "failed" };

/** Threads that make smaller copies of pictures. An idle thread is kept for `timeoutMs`. */
export class VariantThreads {
  readonly #idle = new Map<Worker, { readonly timer: NodeJS.Timeout; readonly forget: () => void }>();

  /**
   * Makes the smaller copies of a picture in a thread. Returns `failed` if the thread crashed.
   * Rejects with `call.cancelled` as soon as `signal` is aborted.
   */
  async make(job: VariantJob, signal: CancelSignal | undefined): Promise<Reply> {
    if (signal?.aborted) throw new AppError("call.cancelled");
    const worker = this.#take();
    try {
      const reply = await ask(worker, job, signal);
      // Keeps the thread only after success, because a decoder must not be used again after an error.
      if (reply.kind === "made") this.#keep(worker);
      else await worker.terminate();
      return reply;
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  #take(): Worker {
    for (const [worker, { timer, forget }] of this.#idle) {
      clearTimeout(timer);
      this.#idle.delete(worker);
      worker.off("exit", forget);
      worker.ref();
      return worker;
    }
    return new Worker(threadFile("image-thread", new URL("variant-thread.ts", import.meta.url)));
  }

  #keep(worker: Worker): void {
    const forget = (): void => {
      this.#idle.delete(worker);
    };
    const end = (): void => {
      forget();
      void worker.terminate();
    };
    worker.unref();
    worker.once("exit", forget);
    this.#idle.set(worker, { timer: setTimeout(end, timeoutMs).unref(), forget });
  }
}

function ask(worker: Worker, job: VariantJob, signal: CancelSignal | undefined): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      signal?.removeEventListener("abort", cancel);
      worker.off("message", answer).off("error", fail).off("exit", fail);
    };
    const cancel = (): void => {
      stop();
      reject(new AppError("call.cancelled"));
    };
    const answer = (reply: VariantReply): void => {
      stop();
      resolve(reply);
    };
    const fail = (): void => {
      stop();
      resolve({ kind: "failed" });
    };
    worker.on("message", answer).on("error", fail).on("exit", fail);
    signal?.addEventListener("abort", cancel, { once: true });
    worker.postMessage(job);
  });
}
