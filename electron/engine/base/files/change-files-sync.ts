import * as plain from "node:fs";
import { patienceToOpen } from "./change-files.ts";
import { type Patience, retryHeldSync } from "./retry-held.ts";

/* Synchronous variants of `change-files.ts`, which block the thread during their retries. */

export function renameSync(from: string, to: string, patience: Patience = "long"): void {
  retryHeldSync({ operation: "rename", paths: [from, to], patience }, () => plain.renameSync(from, to));
}

export function copyFileSync(from: string, to: string): void {
  retryHeldSync({ operation: "copy", paths: [from, to] }, () => plain.copyFileSync(from, to));
}

export function rmSync(path: string, options: plain.RmOptions = {}, patience: Patience = "long"): void {
  retryHeldSync({ operation: "remove", paths: [path], patience }, () => plain.rmSync(path, options));
}

export function openSync(path: string, flags: string | number, mode?: plain.Mode): number {
  const patience = patienceToOpen(flags);
  return retryHeldSync({ operation: "open", paths: [path], patience }, () =>
    plain.openSync(path, flags, mode),
  );
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
