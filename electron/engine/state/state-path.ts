import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * The folder under `root` in which the program keeps its state of a blog: filed under the blog folder's real path, so
 * that a copy of the folder elsewhere has none. The blog folder need not exist yet.
 */
export function statePathOf(root: string, blogFolder: string): string {
  const path = realPathOf(blogFolder);
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 20);
  // Only for people who look for it
  const name = basename(path)
    .replace(/[^\p{L}\p{N}-]+/gu, "-")
    .slice(0, 40);
  return join(root, `${name}-${hash}`);
}

/** The folder for what can be made again of a blog: safe to delete while the blog is not open. */
export function cacheFolderOf(root: string, blogFolder: string): string {
  return join(statePathOf(root, blogFolder), "cache");
}

/** The path without links; of a folder that does not exist yet, that of the part that exists. */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}
