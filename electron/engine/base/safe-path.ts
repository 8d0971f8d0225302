import { lstat, readlink, realpath } from "node:fs/promises";
import { dirname, isAbsolute, join, relative as pathInside, resolve, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { isPlainPath } from "./plain-name.ts";

/**
 * Returns an absolute path inside `root`. `relative` uses `/` and is already percent-decoded; the result is
 * in NFC unless the disk has only another form. Rejects with `file.outside` for whatever would leave the
 * folder: `..`, absolute and drive paths, backslashes, and links that lead out of it. The file need not
 * exist.
 */
export async function resolveInside(root: string, relative: string): Promise<string> {
  if (!isPlainPath(relative)) throw new AppError("file.outside", { path: relative });
  const path = await spellingOnDisk(root, relative);
  const [realRoot, realPath] = await Promise.all([realpath(root), realPathOfExistingPart(path)]);
  if (!leadsInside(realRoot, realPath)) throw new AppError("file.outside", { path: relative });
  return path;
}

/**
 * Returns the absolute path of a file to read, which may be a link to a file in the same folder. Rejects with
 * `file.outside` for any other link, and with `file.linkBroken` for a dangling link.
 */
export async function readableInside(root: string, relative: string): Promise<string> {
  const path = join(root, relative);
  const entry = await lstat(path).catch(() => null);
  if (!entry?.isSymbolicLink()) return path;
  const [realRoot, target] = await Promise.all([realpath(root), realpath(path).catch(() => null)]);
  if (target === null) throw new AppError("file.linkBroken", { path: relative });
  if (!leadsInside(realRoot, target)) throw new AppError("file.outside", { path: relative });
  return target;
}

/**
 * Whether a link leads to a visible path inside the folder: hidden files, such as `.git/config`, may hold
 * secrets. Both arguments are real paths.
 */
export function leadsInside(realRoot: string, target: string): boolean {
  const inside = pathInside(realRoot, target);
  if (inside === "") return true;
  const names = inside.split(sep);
  return names[0] !== ".." && !isAbsolute(inside) && !names.some((name) => name.startsWith("."));
}

/** macOS used to return decomposed names; files copied from there keep them. */
async function spellingOnDisk(root: string, relative: string): Promise<string> {
  const composed = join(root, relative.normalize("NFC"));
  for (const path of [join(root, relative), composed, join(root, relative.normalize("NFD"))]) {
    if (await lstat(path).catch(() => null)) return path;
  }
  return composed;
}

async function realPathOfExistingPart(path: string): Promise<string> {
  const real = await realpath(path).catch(() => null);
  if (real !== null) return real;
  // A dangling link: a write would make the file that it points to.
  const target = await readlink(path).catch(() => null);
  if (target !== null) return realPathOfExistingPart(resolve(dirname(path), target));
  const parent = dirname(path);
  return parent === path ? path : realPathOfExistingPart(parent);
}
