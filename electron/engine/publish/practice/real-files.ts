import { constants } from "node:fs";
import { type FileHandle, lstat, mkdir, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#engine/base/file-errors.ts";

/** Something that is no plain file, as the system would report it. */
class NoFileError extends Error {
  readonly code = "EACCES";
}

/** Windows has neither: there a link is found before, and pipes have no place among files. */
const noLinkNoWait = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/** Opens a plain file; rejects for a link, and at once for a pipe, which would wait for its other end for ever. */
export async function openPlainFile(path: string, flags: number, mode?: number): Promise<FileHandle> {
  const file = await open(path, flags | noLinkNoWait, mode);
  if ((await file.stat()).isFile()) return file;
  await file.close();
  throw new NoFileError(path);
}

/**
 * The path of what lies at some names below a folder, and whether it is a folder itself; null where one of them, the top
 * included, is a link, or nothing is there.
 */
export async function placeBelow(
  top: string,
  names: readonly string[],
): Promise<{ readonly path: string; readonly isFolder: boolean } | null> {
  let path = top;
  let stats = await lstat(path).catch(() => null);
  for (const name of names) {
    if (!stats?.isDirectory()) return null;
    path = join(path, name);
    stats = await lstat(path).catch(() => null);
  }
  if (!stats?.isDirectory() && !stats?.isFile()) return null;
  return { path, isFolder: stats.isDirectory() };
}

/** Takes away a link that lies where a file of the program's own is to be written. */
export async function removeLink(path: string): Promise<void> {
  const stats = await lstat(path).catch(() => null);
  if (stats?.isSymbolicLink()) await rm(path);
}

/** Makes a folder where there is none; rejects with `file.outside` where a link or something else lies in its place. */
export async function makeRealFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    if (systemCode(error) !== "EEXIST") throw error;
  });
  if (!(await lstat(path)).isDirectory()) throw new AppError("file.outside", { path });
}
