import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { renderTexts } from "./render-texts.ts";
import type { TextJob } from "./text-job.ts";
import type { TextThreadStart } from "./text-thread-starter.ts";
import { warmUp } from "./warm-up.ts";

// The program of a thread that does one job. An exception ends the thread, and `ThreadTexts` then notices its
// end.

const { blogFolder }: TextThreadStart = workerData;
let hasJob = false;

parentPort?.on("message", (job: TextJob) => {
  hasJob = true;
  renderTexts(job);
  // All texts are sent, so `ThreadTexts` may end the thread at any time now.
  module.flushCompileCache?.();
  parentPort?.close();
});
if (blogFolder !== undefined) await warmUp(blogFolder, () => hasJob);
