import module from "node:module";
import { parentPort } from "node:worker_threads";
import { renderTexts } from "./render-texts.ts";
import type { TextJob } from "./text-job.ts";

// The program of a thread that does one job. `ThreadTexts` notices when an exception ends the thread.

parentPort?.on("message", (job: TextJob) => {
  renderTexts(job);
  // Writes the compile cache now, because the receiver may end this thread after the last text.
  module.flushCompileCache?.();
  parentPort?.close();
});
