import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { readFromTheEnd } from "#engine/speed/reading/read-from-the-end.ts";
import type { ReadingJob } from "#engine/speed/reading/reading-job.ts";
import { renderTexts } from "./render-texts.ts";
import type { TextJob } from "./text-job.ts";
import type { TextThreadStart } from "./text-thread-starter.ts";
import { warmUp } from "./warm-up.ts";

// The program of a thread for one job, before which it may read posts. Whatever throws in here ends the thread, which its
// owner notices.

const { blogFolder }: TextThreadStart = workerData;
let hasJob = false;

parentPort?.on("message", (job: ReadingJob | TextJob) => {
  if (job.kind === "read") {
    readFromTheEnd(job);
    return;
  }
  hasJob = true;
  renderTexts(job);
  // Its owner may end the thread at any moment from here on
  module.flushCompileCache?.();
  parentPort?.close();
});
if (blogFolder !== undefined) await warmUp(blogFolder, () => hasJob);
