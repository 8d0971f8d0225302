import type { Dirent, Stats } from "node:fs";
import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { systemCode } from "../file-errors.ts";
import { retryHeld } from "./retry-held.ts";

/*
 * These functions read files that may be missing. They do not treat an unreadable file as missing, but as an
 * error: otherwise the next save would overwrite it.
 */

/**
 * Whether an error means that there is no file: nothing has this name, or a component of the path is a file.
 */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(systemCode(error));
}

/** For `catch`: returns null if there is no file; otherwise throws the error. */
export function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

/**
 * Reads a file. Resolves with null if there is no file. Rejects with the system's error if the file is
 * unreadable.
 */
export function readIfThere(path: string): Promise<Buffer | null> {
  return retryHeld({ operation: "read", paths: [path], patience: "short" }, () => readFile(path)).catch(
    nullIfMissing,
  );
}

/** Reads a text in UTF-8; resolves with null if there is no file. */
export async function readTextIfThere(path: string): Promise<string | null> {
  return (await readIfThere(path))?.toString("utf8") ?? null;
}

/**
 * Returns the attributes of a file or folder, without following a symbolic link; null if nothing is at the
 * path.
 */
export function entryIfThere(path: string): Promise<Stats | null> {
  return retryHeld({ operation: "look", paths: [path], patience: "short" }, () => lstat(path)).catch(
    nullIfMissing,
  );
}

/** Like `entryIfThere`, but follows a symbolic link. Also returns null for a link to a missing file. */
export function targetIfThere(path: string): Promise<Stats | null> {
  return retryHeld({ operation: "look", paths: [path], patience: "short" }, () => stat(path)).catch(
    nullIfMissing,
  );
}

/** Lists the names in a folder. Returns none if there is no folder. */
export function namesIfThere(folder: string): Promise<string[]> {
  return retryHeld({ operation: "read", paths: [folder], patience: "short" }, () => readdir(folder)).catch(
    (error: unknown) => nullIfMissing(error) ?? [],
  );
}

/** Lists the entries of a folder. Returns none if there is no folder. */
export function entriesIfThere(
  folder: string,
  options: { readonly recursive?: boolean } = {},
): Promise<Dirent[]> {
  return retryHeld({ operation: "read", paths: [folder], patience: "short" }, () =>
    readdir(folder, { ...options, withFileTypes: true }),
  ).catch((error: unknown) => nullIfMissing(error) ?? []);
}
