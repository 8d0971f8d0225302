import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { open, rm } from "#engine/base/files/change-files.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";

/** Error with the system's code EACCES, for an entry that is not a plain file. */
class NoFileError extends Error {
  readonly code = "EACCES";
}

/** Flags with which `open` refuses symbolic links and does not wait for pipes. Windows has no such flags. */
const noLinkNoWait = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a plain file. Rejects for a symbolic link or a pipe. */
export async function openPlainFile(path: string, flags: number, mode?: number): Promise<FileHandle> {
  const file = await open(path, flags | noLinkNoWait, mode);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new NoFileError(path);
}

/**
 * Returns the path of an entry below a folder. Returns null if any component is a symbolic link or missing.
 * If looking up a component fails for any other reason, rejects with the system's error.
 */
export async function placeBelow(
  top: string,
  names: readonly string[],
): Promise<{ readonly path: string; readonly isFolder: boolean } | null> {
  let path = top;
  let stats = await entryIfThere(path);
  for (const name of names) {
    if (!stats?.isDirectory()) return null;
    path = join(path, name);
    stats = await entryIfThere(path);
  }
  if (!stats?.isDirectory() && !stats?.isFile()) return null;
  return { path, isFolder: stats.isDirectory() };
}

/** Removes a symbolic link at one of the program's own paths. */
export async function removeLink(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => null);
  if (stats?.isSymbolicLink()) await rm(path);
}

/** Makes a folder if it does not exist. Rejects with `file.outside` for a symbolic link or a file. */
export async function makeRealFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (systemCode(error) !== "EEXIST") throw error;
  });
  if (!(await lstat(path)).isDirectory()) throw new AppError("file.outside", { path });
}
