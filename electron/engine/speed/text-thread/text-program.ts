import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { renderTexts } from "./render-texts.ts";
import type { TextJob } from "./text-job.ts";
import type { TextThreadStart } from "./text-thread-starter.ts";
import { warmUp } from "./warm-up.ts";

// The program of a thread for one job. An exception ends the thread, which its owner notices.

const { blogFolder }: TextThreadStart = workerData;
let hasJob = false;

parentPort?.on("message", (job: TextJob) => {
  hasJob = true;
  renderTexts(job);
  // From here on, its owner may end the thread at any moment
  module.flushCompileCache?.();
  parentPort?.close();
});
if (blogFolder !== undefined) await warmUp(blogFolder, () => hasJob);
