import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { AppError } from "#contract/errors.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import { optimized } from "#engine/speed/flags/optimizing-compiler.ts";
import type { VariantJob, VariantReply } from "./variant-thread.ts";

/**
 * Number of pictures decoded at once: one processor stays free for the author, and each picture needs memory.
 */
export const threadCount = Math.min(3, Math.max(1, availableParallelism() - 1));

/** A thread keeps the memory of the largest picture it decoded, so an idle one ends after this time. */
const patienceMs = 3000;

/** Finds the thread's bundle beside this bundle, which may be split into chunks; else its source file. */
function threadFile(): URL {
  const bundles = ["../", "../../"].map(
    (up) => new URL(`${up}image-thread/image-thread.js`, import.meta.url),
  );
  const bundle = import.meta.url.endsWith(".ts")
    ? undefined
    : bundles.find((url) => existsSync(fileURLToPath(url)));
  return bundle ?? new URL("variant-thread.ts", import.meta.url);
}

type Reply = VariantReply | { readonly kind: "failed" };

/** Threads that wait for work, except those that have exited by themselves. */
const idle = new Map<Worker, { readonly timer: NodeJS.Timeout; readonly forget: () => void }>();

/**
 * Makes the smaller copies of a picture in a thread. `failed`: the thread crashed. Rejects with
 * `call.cancelled` at once.
 */
export async function makeInThread(job: VariantJob, signal: CancelSignal | undefined): Promise<Reply> {
  if (signal?.aborted) throw new AppError("call.cancelled");
  return optimized(() => makeInSomeThread(job, signal));
}

async function makeInSomeThread(job: VariantJob, signal: CancelSignal | undefined): Promise<Reply> {
  const worker = takeWorker();
  try {
    const reply = await ask(worker, job, signal);
    // A decoder that gave up half-way must not be used again
    if (reply.kind === "made") keep(worker);
    else await worker.terminate();
    return reply;
  } catch (error) {
    await worker.terminate();
    throw error;
  }
}

function takeWorker(): Worker {
  for (const [worker, { timer, forget }] of idle) {
    clearTimeout(timer);
    idle.delete(worker);
    worker.off("exit", forget);
    worker.ref();
    return worker;
  }
  return new Worker(threadFile());
}

/** Keeps a thread for the next picture; an idle thread does not keep the program running. */
function keep(worker: Worker): void {
  const forget = (): void => {
    idle.delete(worker);
  };
  const end = (): void => {
    forget();
    void worker.terminate();
  };
  worker.unref();
  worker.once("exit", forget);
  idle.set(worker, { timer: setTimeout(end, patienceMs).unref(), forget });
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
