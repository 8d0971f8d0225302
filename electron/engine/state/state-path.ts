import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { isMissing } from "#engine/base/files/read-files.ts";
import { realPathSync } from "#engine/base/files/real-path.ts";

/**
 * Returns the path of a blog's state folder under `root`. The path contains a hash of the blog folder's real
 * path, so that a copy of the blog folder has another state folder. The blog folder need not exist yet.
 */
export function statePathOf(root: string, blogFolder: string): string {
  const path = realPathOf(blogFolder);
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 20);
  // The blog folder's name is only for people who look at the state folders.
  const name = basename(path)
    .replace(/[^\p{L}\p{N}-]+/gu, "-")
    .slice(0, 40);
  return join(root, `${name}-${hash}`);
}

/**
 * Returns the cache folder of a blog. The files in it can be recreated; it may be deleted while the blog is
 * not open.
 */
export function cacheFolderOf(root: string, blogFolder: string): string {
  return join(statePathOf(root, blogFolder), "cache");
}

/**
 * Returns an absolute path with symbolic links resolved. If the path does not exist, resolves the links in
 * its beginning, as far as it exists.
 */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realPathSync(absolute);
  } catch (error) {
    // A path that may exist but cannot be looked up now is returned unresolved, not treated as missing.
    if (!isMissing(error)) return absolute;
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}
