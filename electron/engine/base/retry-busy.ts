import { setTimeout as wait } from "node:timers/promises";
import { systemCode } from "./file-errors.ts";

/**
 * Windows virus scanners and indexers briefly lock new files:
 * https://github.com/isaacs/node-graceful-fs/issues/104
 */
const busyCodes = new Set(["EPERM", "EBUSY", "EACCES"]);
const pauses = [10, 20, 50, 100, 200, 400];

/**
 * Retries an operation for less than a second while the system reports the file as busy; then rejects with
 * the error.
 */
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
