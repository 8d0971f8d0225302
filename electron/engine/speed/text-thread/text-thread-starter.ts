import module from "node:module";
import { Worker } from "node:worker_threads";
import { threadFile } from "#engine/base/thread-file.ts";

/** What a thread receives when it starts. */
export interface TextThreadStart {
  /** Folder of Node's compile cache, or undefined if there is none. */
  readonly compileCache: string | undefined;
}

/** Size of V8's young generation in MiB. A larger size would not make the thread faster. */
const youngMiB = 12;

/** A thread that was started in advance. */
let prepared: Worker | undefined;

/** Starts a thread before its job is known. The thread loads its program in the meantime. */
export function prepareTextThread(): void {
  prepared ??= startThread();
}

/** Returns the thread that was started in advance, or a new one. Each thread does only one job. */
export function takeTextThread(): Worker {
  const thread = prepared ?? startThread();
  prepared = undefined;
  return thread;
}

function startThread(): Worker {
  const workerData: TextThreadStart = { compileCache: module.getCompileCacheDir?.() };
  const thread = new Worker(threadFile("text-thread", new URL("text-thread.ts", import.meta.url)), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: youngMiB },
  });
  thread.unref();
  return thread;
}
