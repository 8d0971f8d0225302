import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, relative, resolve, sep } from "node:path";

/** Returns a folder's path for comparisons. Symbolic links are resolved, and names are spelled as on disk. */
export function folderIdentity(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return resolve(folder);
  }
}

/** Whether a path is the folder or inside it. Compares names only and resolves no symbolic links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // On Windows, `relative` returns an absolute path if the drives differ.
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Returns a folder's path as the interface shows it, for example `~/blogs/日記`. */
export function shortFolderName(folder: string): string {
  const home = homedir();
  return folder !== home && isInside(home, folder) ? `~${sep}${relative(home, folder)}` : folder;
}
