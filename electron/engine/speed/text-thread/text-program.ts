import module from "node:module";
import { parentPort, workerData } from "node:worker_threads";
import { renderTexts } from "./render-texts.ts";
import type { TextJob } from "./text-job.ts";
import type { TextThreadStart } from "./text-thread-starter.ts";
import { warmUp } from "./warm-up.ts";

// The program of a thread that does one job. `ThreadTexts` notices when an exception ends the thread.

const { blogFolder }: TextThreadStart = workerData;
let hasJob = false;

parentPort?.on("message", (job: TextJob) => {
  hasJob = true;
  renderTexts(job);
  // After the last text is sent, `ThreadTexts` may end the thread at any time.
  module.flushCompileCache?.();
  parentPort?.close();
});
if (blogFolder !== undefined) await warmUp(blogFolder, () => hasJob);
