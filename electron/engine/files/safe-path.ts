import { lstat, readlink, realpath } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { AppError } from "#contract/errors.ts";

/**
 * Absolute path of something inside `root`. `relative` uses `/` and is already percent-decoded; NFC unless the disk
 * has only another spelling. Rejects with `file.outside` for whatever would leave the folder: `..`, absolute and drive
 * paths, backslashes, and links that lead out of it. The file itself need not exist.
 */
export async function resolveInside(root: string, relative: string): Promise<string> {
  if (!isPlainRelative(relative)) throw new AppError("file.outside", { path: relative });
  const path = await spellingOnDisk(root, relative);
  const [realRoot, realPath] = await Promise.all([realpath(root), realPathOfExistingPart(path)]);
  const inside =
    realPath === realRoot || realPath.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep);
  if (!inside) throw new AppError("file.outside", { path: relative });
  return path;
}

function isPlainRelative(path: string): boolean {
  return path.split("/").every(isPlainSegment);
}

function isPlainSegment(segment: string): boolean {
  if (segment === "" || segment === "." || segment === "..") return false;
  // Backslash and drive letter are ordinary characters on Linux, but the folder may be opened on Windows tomorrow.
  return !/[\\\0]/.test(segment) && !/^[A-Za-z]:/.test(segment);
}

/** macOS used to hand out decomposed names; a file copied from there keeps them. */
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
  // A link to nothing: a write would make the file that it points to.
  const target = await readlink(path).catch(() => null);
  if (target !== null) return realPathOfExistingPart(resolve(dirname(path), target));
  const parent = dirname(path);
  return parent === path ? path : realPathOfExistingPart(parent);
}
