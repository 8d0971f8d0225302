import module from "node:module";
import { Worker } from "node:worker_threads";
import { threadFile } from "#engine/speed/thread-file.ts";

/** What a thread is started with. */
export interface TextThreadStart {
  /** Where Node keeps the compiled form of programs; undefined: nowhere. */
  readonly compileCache: string | undefined;
  /** Absolute path of the blog whose texts it may practise on until it has its job. */
  readonly blogFolder?: string | undefined;
}

/** Room for new objects: three times what is looked through at a time. More makes a thread no faster. */
const youngMiB = 12;

/** A thread that was started before it was known what for. */
let prepared: Worker | undefined;

/**
 * Starts a thread, so that it has loaded its program, and practised on the texts of this blog, when there is work for it. It
 * keeps no process running.
 */
export function prepareTextThread(blogFolder: string): void {
  prepared ??= startThread(blogFolder);
}

/** The thread that was prepared, or a new one; for one job. */
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
