import * as plain from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import type { CopyOptions, Mode, RmOptions } from "node:fs";
import type { FileOperation } from "./simulated-system.ts";
import { type RetryTime, retryHeld } from "./retry-held.ts";

/*
 * The engine changes and opens files only with functions of this file (tests/architecture/file-door.test.ts).
 * Each function retries Node's function of the same name while another program has the file open.
 */

type Content = string | Uint8Array;

export function rename(from: string, to: string): Promise<void> {
  return change("rename", [from, to], () => plain.rename(from, to));
}

export function unlink(path: string): Promise<void> {
  return change("remove", [path], () => plain.unlink(path));
}

export function rm(path: string, options: RmOptions = {}): Promise<void> {
  return change("remove", [path], () => plain.rm(path, options));
}

export function rmdir(path: string): Promise<void> {
  return change("remove", [path], () => plain.rmdir(path));
}

/** Removes an empty folder. Resolves with false, without a retry, if the folder cannot be removed. */
export async function rmdirIfEmpty(path: string): Promise<boolean> {
  return plain.rmdir(path).then(
    () => true,
    () => false,
  );
}

export function copyFile(from: string, to: string, mode?: number): Promise<void> {
  return change("copy", [from, to], () => plain.copyFile(from, to, mode));
}

export function cp(from: string, to: string, options: CopyOptions): Promise<void> {
  return change("copy", [from, to], () => plain.cp(from, to, options));
}

export function link(from: string, to: string): Promise<void> {
  return change("link", [from, to], () => plain.link(from, to));
}

/** Writes a new file (`flag: "wx"`), or a file that no other program opens. */
export function writeFile(
  path: string,
  content: Content,
  options: { readonly flag?: string; readonly mode?: Mode } = {},
): Promise<void> {
  return change("write", [path], () => plain.writeFile(path, content, options));
}

export function appendFile(
  path: string,
  content: Content,
  options: { readonly mode?: Mode } = {},
): Promise<void> {
  return change("write", [path], () => plain.appendFile(path, content, options));
}

export function open(path: string, flags: string | number, mode?: Mode): Promise<FileHandle> {
  return retryHeld({ operation: "open", paths: [path], retry: retryOfOpening(flags) }, () =>
    plain.open(path, flags, mode),
  );
}

/**
 * Writes all bytes to an open file, from an offset on.
 * A single `write` may take only some of the bytes, for example while a disk becomes full.
 */
export async function writeWhole(file: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await file.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
  }
}

/** Returns how long to retry opening a file: a short time if the file is read or created. */
export function retryOfOpening(flags: string | number): RetryTime {
  const isOther = typeof flags === "number" ? (flags & 3) !== 0 : flags !== "r" && !flags.includes("x");
  return isOther ? "long" : "short";
}

function change<T>(operation: FileOperation, paths: readonly string[], work: () => Promise<T>): Promise<T> {
  return retryHeld({ operation, paths }, work);
}
