import type { Stats } from "node:fs";
import { readlink } from "node:fs/promises";
import { dirname, isAbsolute, join, relative as pathInside, resolve, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { fileError } from "./file-errors.ts";
import { entryIfThere, nullIfMissing, targetIfThere } from "./files/read-files.ts";
import { realPath } from "./files/real-path.ts";
import { isPlainPath } from "./plain-name.ts";

/**
 * Returns the absolute path of a file inside `root`, in the spelling on disk. A new path is in NFC.
 * Rejects with `file.outside` if the path, or a symbolic link in the path, leads out of `root`.
 * Rejects with `file.linked` if symbolic links in the path lead to each other.
 */
export async function resolveInside(root: string, relative: string): Promise<string> {
  if (!isPlainPath(relative)) throw new AppError("file.outside", { path: relative });
  try {
    const path = await spellingOnDisk(root, relative);
    const [realRoot, target] = await Promise.all([realPath(root), realPathOfExistingPart(path)]);
    if (!leadsInside(realRoot, target)) throw new AppError("file.outside", { path: relative });
    return path;
  } catch (error) {
    throw isLinkLoop(error) ? fileError(error, relative) : error;
  }
}

/**
 * Returns the absolute path of a file to read, after following a symbolic link inside `root`.
 * Rejects with `file.outside` if a symbolic link leads to a hidden path, or out of `root`.
 * Rejects with `file.linkBroken` if the target of the symbolic link does not exist.
 * Rejects with `file.readFailed` for a pipe or device, because reading a pipe or device might never end.
 */
export async function readableInside(root: string, relative: string): Promise<string> {
  const path = join(root, relative);
  const entry = await entryIfThere(path);
  if (!entry?.isSymbolicLink()) return orNoFile(path, relative, entry);
  const [realRoot, target] = await Promise.all([realPath(root), realPath(path).catch(nullIfMissing)]);
  if (target === null) throw new AppError("file.linkBroken", { path: relative });
  if (!leadsInside(realRoot, target)) throw new AppError("file.outside", { path: relative });
  return orNoFile(target, relative, await targetIfThere(target));
}

/** Returns `path`. Throws `file.readFailed` if the entry exists and is neither a file nor a folder. */
function orNoFile(path: string, relative: string, entry: Stats | null): string {
  if (entry && !entry.isFile() && !entry.isDirectory())
    throw new AppError("file.readFailed", { path: relative, reason: "no file" });
  return path;
}

/**
 * Whether the real path of a symbolic link's target is inside the folder and not hidden.
 * Hidden files, such as `.git/config`, may contain secrets.
 */
export function leadsInside(realRoot: string, target: string): boolean {
  const inside = pathInside(realRoot, target);
  if (inside === "") return true;
  const names = inside.split(sep);
  return names[0] !== ".." && !isAbsolute(inside) && !names.some((name) => name.startsWith("."));
}

/** Returns the spelling of the path on disk: unchanged, in NFC, or in NFD. Old versions of macOS use NFD. */
async function spellingOnDisk(root: string, relative: string): Promise<string> {
  const composed = join(root, relative.normalize("NFC"));
  for (const path of [join(root, relative), composed, join(root, relative.normalize("NFD"))]) {
    if (await entryIfThere(path)) return path;
  }
  return composed;
}

async function realPathOfExistingPart(path: string): Promise<string> {
  const real = await realPath(path).catch((error: unknown) => {
    // A loop of symbolic links has no last target, so following them would never end.
    if (isLinkLoop(error)) throw error;
    return null;
  });
  if (real !== null) return real;
  // Follows a broken symbolic link, because a write through the link would create the link's target.
  const target = await readlink(path).catch(() => null);
  if (target !== null) return realPathOfExistingPart(resolve(dirname(path), target));
  const parent = dirname(path);
  return parent === path ? path : realPathOfExistingPart(parent);
}

function isLinkLoop(error: unknown): boolean {
  return systemCode(error) === "ELOOP";
}
