import { realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/**
 * Returns a folder's path for comparisons, even if the folder does not exist yet.
 * In the part of the path that exists, resolves symbolic links and uses the spelling on disk.
 */
export function folderIdentity(folder: string): string {
  const path = resolve(folder);
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(folderIdentity(parent), basename(path));
  }
}

/**
 * Whether a list contains a folder, in any spelling of the folder's path.
 * Compares names first, because a disconnected network drive answers only after seconds.
 */
export function includesFolder(folders: readonly string[], folder: string): boolean {
  if (folders.includes(folder)) return true;
  const identity = folderIdentity(folder);
  return folders.some((other) => folderIdentity(other) === identity);
}

/** Whether a path is the folder or inside it. Compares names only and resolves no symbolic links. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  // Rejects an absolute path, which `relative` returns on Windows if the drives differ.
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Returns a folder's path as the interface shows it, for example `~/blogs/日記`. */
export function shortFolderName(folder: string): string {
  const home = homedir();
  return folder !== home && isInside(home, folder) ? `~${sep}${relative(home, folder)}` : folder;
}
