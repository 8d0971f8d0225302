import { statSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { threadFile } from "../thread-file.ts";
import { StateTable } from "./state-table.ts";
import { type LoggedFiles, offerStates } from "./states-ahead.ts";

/** A log, and the memory for the states of its files. */
export interface LookAheadStart {
  readonly files: LoggedFiles;
  readonly memory: SharedArrayBuffer;
}

/** Hardly a line of a log is shorter. */
const shortLine = 64;

/**
 * Has a thread look at the files that these logs name, log after log, while this one is busy with something else; whoever reads one of the
 * logs next (`RecordLog`) knows what it has found. It keeps no process running.
 */
export function startLookingAhead(logs: readonly LoggedFiles[]): void {
  const jobs = logs.map((files): LookAheadStart => {
    const { size = 0 } = statSync(files.log, { throwIfNoEntry: false }) ?? {};
    return { files, memory: StateTable.memoryFor(Math.ceil(size / shortLine) + 1) };
  });
  for (const { files, memory } of jobs) offerStates(files.log, memory);
  const thread = new Worker(threadFile(new URL("look-ahead-thread.ts", import.meta.url)), {
    workerData: jobs,
  });
  // Without a thread all is as it is without this
  thread.on("error", () => undefined);
  thread.unref();
}
