import { createHash } from "node:crypto";
import { basename, dirname, join, resolve } from "node:path";
import { isMissing } from "#engine/base/files/read-files.ts";
import { realPathSync } from "#engine/base/files/real-path.ts";

/**
 * Returns the path of a blog's state folder under `root`. The path contains a hash of the blog's real path.
 */
export function statePathOf(root: string, blogFolder: string): string {
  const path = realPathOf(blogFolder);
  const hash = createHash("sha256").update(path).digest("hex").slice(0, 20);
  // The path also contains the blog folder's name, for people who read the names of the state folders.
  const name = basename(path)
    .replace(/[^\p{L}\p{N}-]+/gu, "-")
    .slice(0, 40);
  return join(root, `${name}-${hash}`);
}

/** Returns the cache folder of a blog. The folder may be deleted while the blog is not open. */
export function cacheFolderOf(root: string, blogFolder: string): string {
  return join(statePathOf(root, blogFolder), "cache");
}

/** Returns an absolute path. Resolves the symbolic links in the part of the path that exists. */
export function realPathOf(path: string): string {
  const absolute = resolve(path);
  try {
    return realPathSync(absolute);
  } catch (error) {
    // If the path exists but cannot be read now, does not resolve its symbolic links.
    if (!isMissing(error)) return absolute;
    const parent = dirname(absolute);
    return parent === absolute ? absolute : join(realPathOf(parent), basename(absolute));
  }
}
