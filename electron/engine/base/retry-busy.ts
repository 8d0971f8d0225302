import { setTimeout as wait } from "node:timers/promises";
import { systemCode } from "./file-errors.ts";

/**
 * Errors on Windows while a virus scanner or indexer briefly locks a new file.
 * @see https://github.com/isaacs/node-graceful-fs/issues/104
 */
const busyCodes = new Set(["EPERM", "EBUSY", "EACCES"]);
const pauses = [10, 20, 50, 100, 200, 400];

/**
 * Retries an operation while the system reports that its file is busy. Gives up after almost a second and
 * rejects with the error.
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

/** Like `retryBusy`, but blocks the thread during the pauses. Throws the error in the end. */
export function retryBusySync(operation: () => void): void {
  for (const pause of pauses) {
    try {
      operation();
      return;
    } catch (error) {
      if (!busyCodes.has(systemCode(error))) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pause);
    }
  }
  operation();
}
