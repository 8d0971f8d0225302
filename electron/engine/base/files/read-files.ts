import type { Dirent, Stats } from "node:fs";
import { lstat, readdir, readFile, stat } from "node:fs/promises";
import { systemCode } from "#contract/file-retries.ts";
import { retryHeld } from "./retry-held.ts";

/* An unreadable file is an error here: if it counted as missing, the next save would overwrite it. */

/** Whether an error means that no file exists at the path. */
export function isMissing(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(systemCode(error));
}

/** For use in `catch`. Returns null for an error about a missing file. Throws any other error. */
export function nullIfMissing(error: unknown): null {
  if (isMissing(error)) return null;
  throw error;
}

/** Reads a file. Resolves with null if the file is missing. Rejects if the file is unreadable. */
export function readIfThere(path: string): Promise<Buffer | null> {
  return retryHeld({ operation: "read", paths: [path], retry: "short" }, () => readFile(path)).catch(
    nullIfMissing,
  );
}

/** Reads a text in UTF-8. Resolves with null if there is no file. */
export async function readTextIfThere(path: string): Promise<string | null> {
  return (await readIfThere(path))?.toString("utf8") ?? null;
}

/** Returns the attributes of a file, folder or symbolic link, or null if the path does not exist. */
export function entryIfThere(path: string): Promise<Stats | null> {
  return retryHeld({ operation: "look", paths: [path], retry: "short" }, () => lstat(path)).catch(
    nullIfMissing,
  );
}

/**
 * Returns the attributes of a file or folder. Follows symbolic links.
 * Returns null if the path does not exist.
 */
export function targetIfThere(path: string): Promise<Stats | null> {
  return retryHeld({ operation: "look", paths: [path], retry: "short" }, () => stat(path)).catch(
    nullIfMissing,
  );
}

/** Lists the names in a folder. Returns an empty list for a missing folder. */
export function namesIfThere(folder: string): Promise<string[]> {
  return retryHeld({ operation: "read", paths: [folder], retry: "short" }, () => readdir(folder)).catch(
    (error: unknown) => nullIfMissing(error) ?? [],
  );
}

/** Lists the entries of a folder. Returns an empty list for a missing folder. */
export function entriesIfThere(
  folder: string,
  options: { readonly recursive?: boolean } = {},
): Promise<Dirent[]> {
  return retryHeld({ operation: "read", paths: [folder], retry: "short" }, () =>
    readdir(folder, { ...options, withFileTypes: true }),
  ).catch((error: unknown) => nullIfMissing(error) ?? []);
}
