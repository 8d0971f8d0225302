import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, relative, resolve, sep } from "node:path";

/** Returns a unique name of a folder: links resolved, spelled as on disk. For comparison only. */
export function folderIdentity(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}

/** Whether a path is a folder or inside it, judging by names alone. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows there is no relative path between drives.
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Returns a folder's display name: `~/blogs/日記`. */
export function shortFolderName(folder: string): string {
  const home = homedir();
  return folder !== home && isInside(home, folder) ? `~${sep}${relative(home, folder)}` : folder;
}
