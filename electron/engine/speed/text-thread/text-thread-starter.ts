import module from "node:module";
import { Worker } from "node:worker_threads";
import { threadFile } from "#engine/speed/thread-file.ts";

/** The start data of a thread. */
export interface TextThreadStart {
  /** Node's compile cache; undefined: none. */
  readonly compileCache: string | undefined;
  /** Absolute path of the blog whose texts the thread renders as a warm-up until it receives its job. */
  readonly blogFolder?: string | undefined;
}

/** Size of V8's young generation: three times the semi-space. More makes a thread no faster. */
const youngMiB = 12;

/** A thread that was started in advance. */
let prepared: Worker | undefined;

/**
 * Starts a thread in advance, so that it has loaded its program and warmed up on this blog's texts when its
 * job arrives. It does not keep the process running.
 */
export function prepareTextThread(blogFolder: string): void {
  prepared ??= startThread(blogFolder);
}

/** Returns the prepared thread or a new one; for one job. */
export function takeTextThread(): Worker {
  const thread = prepared ?? startThread();
  prepared = undefined;
  return thread;
}

function startThread(blogFolder?: string): Worker {
  const workerData: TextThreadStart = { compileCache: module.getCompileCacheDir?.(), blogFolder };
  const thread = new Worker(threadFile(new URL("text-thread.ts", import.meta.url)), {
    workerData,
    resourceLimits: { maxYoungGenerationSizeMb: youngMiB },
  });
  thread.unref();
  return thread;
}
