import * as plain from "node:fs";
import { retryOfOpening } from "./change-files.ts";
import { isMissing } from "./read-files.ts";
import { type RetryTime, retryHeldSync } from "./retry-held.ts";

/* Synchronous variants of `change-files.ts`, which block the thread during their retries. */

export function renameSync(from: string, to: string, retry: RetryTime = "long"): void {
  retryHeldSync({ operation: "rename", paths: [from, to], retry }, () => plain.renameSync(from, to));
}

export function copyFileSync(from: string, to: string): void {
  retryHeldSync({ operation: "copy", paths: [from, to] }, () => plain.copyFileSync(from, to));
}

/**
 * Removes a file or symbolic link. Does nothing if the path does not exist.
 * Does not call Node's `rmSync`, which has a bug on Windows in Node 23.0 to 24.13.0.
 * Because of the bug, `rmSync` silently keeps files with Japanese characters in their paths.
 * @see https://github.com/nodejs/node/issues/58759
 */
export function removeIfThereSync(path: string, retry: RetryTime = "long"): void {
  try {
    retryHeldSync({ operation: "remove", paths: [path], retry }, () => plain.unlinkSync(path));
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

export function openSync(
  path: string,
  flags: string | number,
  retry: RetryTime = retryOfOpening(flags),
): number {
  return retryHeldSync({ operation: "open", paths: [path], retry }, () => plain.openSync(path, flags));
}

/** Writes all of a text to an open file. */
export function writeOpenSync(file: number, text: string): void {
  plain.writeFileSync(file, text);
}

/** Removes an empty folder. Returns false immediately if the folder is not empty or cannot be removed. */
export function rmdirIfEmptySync(path: string): boolean {
  try {
    plain.rmdirSync(path);
    return true;
  } catch {
    return false;
  }
}
