import { accessSync, constants } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { longPauses, mayBeHeld, pauseSync, shortPauses, systemCode } from "#contract/file-retries.ts";
import { type FileOperation, system } from "./simulated-system.ts";

/**
 * The error for a file that another program still has open after all attempts. `code` is the system's code.
 */
export class HeldFileError extends Error {
  readonly code: string;
  readonly path: string;

  constructor(code: string, path: string, cause: unknown) {
    super(`${code}: held by another program: ${path}`, { cause });
    this.name = "HeldFileError";
    this.code = code;
    this.path = path;
  }
}

/**
 * How long a file operation is retried: ten seconds (`long`), one second (`short`) or not at all (`none`).
 */
export type RetryTime = "long" | "short" | "none";

/** An operation on one or two files (`from`, `to`). By default, `retry` is `long`. */
export interface Attempt {
  readonly operation: FileOperation;
  readonly paths: readonly string[];
  readonly retry?: RetryTime;
}

const pauses: Readonly<Record<RetryTime, readonly number[]>> = {
  long: longPauses,
  short: shortPauses,
  none: [],
};

/**
 * Carries out a file operation. On Windows, tries again as long as another program may have the file open.
 * Rejects with the system's error, or with `HeldFileError` after the last attempt.
 */
export async function retryHeld<T>(attempt: Attempt, work: () => Promise<T>): Promise<T> {
  for (const pause of pausesOf(attempt)) {
    try {
      announce(attempt);
      return await work();
    } catch (error) {
      if (!isWorthRetrying(error, attempt)) throw error;
      if (pause === null) throw heldError(error, attempt);
      await wait(pause);
    }
  }
  throw new Error("the last attempt has no pause");
}

/** Synchronous variant of `retryHeld`. Blocks the thread during the pauses. */
export function retryHeldSync<T>(attempt: Attempt, work: () => T): T {
  for (const pause of pausesOf(attempt)) {
    try {
      announce(attempt);
      return work();
    } catch (error) {
      if (!isWorthRetrying(error, attempt)) throw error;
      if (pause === null) throw heldError(error, attempt);
      pauseSync(pause);
    }
  }
  throw new Error("the last attempt has no pause");
}

/** Returns the pause after each attempt, in milliseconds, and null after the last attempt. */
function pausesOf({ retry = "long" }: Attempt): readonly (number | null)[] {
  return [...((retry !== "none" && system().pauses) || pauses[retry]), null];
}

function announce({ operation, paths }: Attempt): void {
  const { before } = system();
  if (before) for (const path of paths) before(operation, path);
}

/** Whether another attempt may succeed. Returns false for a write-protected file. */
function isWorthRetrying(error: unknown, { operation, paths }: Attempt): boolean {
  if (!mayBeHeld(systemCode(error), system().platform)) return false;
  return operation === "read" || operation === "look" || !paths.some(isWriteProtected);
}

function isWriteProtected(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return false;
  } catch (error) {
    return !["ENOENT", "ENOTDIR", "EBUSY"].includes(systemCode(error));
  }
}

/** Returns a `HeldFileError` if one of the files exists. Otherwise, returns the system's error. */
function heldError(error: unknown, { paths }: Attempt): unknown {
  const held = [...paths].reverse().find((path) => isThere(path));
  return held === undefined ? error : new HeldFileError(systemCode(error), held, error);
}

function isThere(path: string): boolean {
  try {
    accessSync(path, constants.F_OK);
    return true;
  } catch (error) {
    return !["ENOENT", "ENOTDIR"].includes(systemCode(error));
  }
}
