import { setTimeout as wait } from "node:timers/promises";
import { systemCode } from "./file-errors.ts";

/** A virus scanner or indexer on Windows holds a fresh file for a moment: https://github.com/isaacs/node-graceful-fs/issues/104 */
const busyCodes = new Set(["EPERM", "EBUSY", "EACCES"]);
const pauses = [10, 20, 50, 100, 200, 400];

/** Runs an operation again while the system says that the file is busy, for less than a second; then the error stands. */
export async function retryBusy<T>(operation: () => Promise<T>): Promise<T> {
  for (const pause of pauses) {
    try {
      return await operation();
    } catch (error) {
      if (!busyCodes.has(systemCode(error))) throw error;
      await wait(pause);
    }
  }
  return operation();
}
