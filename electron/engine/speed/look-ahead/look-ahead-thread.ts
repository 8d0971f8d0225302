import { workerData } from "node:worker_threads";
import { lookAhead } from "./look-ahead.ts";
import type { LookAheadStart } from "./look-ahead-starter.ts";

// Runs in a thread of its own. Whatever goes wrong: who reads the log looks at the files that are missing here.
const jobs: readonly LookAheadStart[] = workerData;
for (const { files, memory } of jobs) {
  try {
    lookAhead(files, memory);
  } catch {
    // A log that is just being replaced, or one with torn lines
  }
}
