import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";

/**
 * Returns the path of a blog's state folder under `root`. It contains a hash of the blog folder's real path,
 * so that a copy of the blog folder does not share the state. The blog folder need not exist yet.
 */
export function statePathOf(root: string, blogFolder: string): string {
  const path = realPathOf(blogFolder);
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 20);
  // The name only helps people to recognize the folder
  const name = basename(path)
    .replace(/[^\p{L}\p{N}-]+/gu, "-")
    .slice(0, 40);
  return join(root, `${name}-${hash}`);
}

/**
 * Returns the cache folder of a blog. Its files can be made again; it may be deleted while the blog is not
 * open.
 */
export function cacheFolderOf(root: string, blogFolder: string): string {
  return join(statePathOf(root, blogFolder), "cache");
}

/**
 * Returns an absolute path with links resolved. If the path does not exist, resolves them in the part that
 * exists.
 */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realpathSync.native(absolute);
  } catch {
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}
