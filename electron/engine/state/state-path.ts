import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Returns the state folder of a blog under `root`. Its name contains a hash of the blog folder's real path,
 * so that a copy of the blog folder has no state. The blog folder need not exist yet.
 */
export function statePathOf(root: string, blogFolder: string): string {
  const path = realPathOf(blogFolder);
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 20);
  // Only to make the folder recognizable for people
  const name = basename(path)
    .replace(/[^\p{L}\p{N}-]+/gu, "-")
    .slice(0, 40);
  return join(root, `${name}-${hash}`);
}

/** Returns the folder for rebuildable data of a blog: safe to delete while the blog is not open. */
export function cacheFolderOf(root: string, blogFolder: string): string {
  return join(statePathOf(root, blogFolder), "cache");
}

/** Resolves links in a path; if the folder does not exist yet, in the part that exists. */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}
