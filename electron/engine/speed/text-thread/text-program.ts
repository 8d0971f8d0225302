import module from "node:module";
import { parentPort } from "node:worker_threads";
import { renderTexts } from "./render-texts.ts";
import type { TextJob } from "./text-job.ts";

// The program of a thread that does one job. `ThreadTexts` notices when an exception ends the thread.

parentPort?.on("message", (job: TextJob) => {
  renderTexts(job);
  // After the last text is sent, `ThreadTexts` may end the thread at any time.
  module.flushCompileCache?.();
  parentPort?.close();
});
