import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, relative, resolve, sep } from "node:path";

/** One name for one folder, however it was written: without links, and as the disk spells it. For comparing only. */
export function folderIdentity(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}

/** Whether a path is a folder or lies in it, by their names alone. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows there is no way from one drive to another.
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** A folder as people know it: `~/blogs/日記`. */
export function shortFolderName(folder: string): string {
  const home = homedir();
  return folder !== home && isInside(home, folder) ? `~${sep}${relative(home, folder)}` : folder;
}
