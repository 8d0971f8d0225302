import { lstatSync } from "node:fs";
import { lstat } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "./file-errors.ts";

/**
 * A blog folder is untrusted, and a link in it may lead anywhere: writing through it changes a file outside.
 * So nothing between the folder and a file that the program writes, removes or reads as its own may be a
 * link; Node treats Windows junctions as links, too. The folder itself may be a link, because its owner chose
 * its path.
 */

/**
 * Rejects with `file.linked` if a component of `path` below `root` is a link, with `file.outside` if `path`
 * is not below `root`.
 */
export async function expectOwn(root: string, path: string): Promise<void> {
  for (const location of stepsTo(root, path)) {
    const entry = await lstat(location).catch(missing);
    if (!entry) return;
    if (entry.isSymbolicLink()) throw linkedError(root, location);
  }
}

/** Synchronous variant of `expectOwn`. */
export function expectOwnSync(root: string, path: string): void {
  for (const location of stepsTo(root, path)) {
    const entry = lookSync(location);
    if (!entry) return;
    if (entry.isSymbolicLink()) throw linkedError(root, location);
  }
}

/** Whether no component of `path` below `root` is a link. */
export function isOwnSync(root: string, path: string): boolean {
  try {
    expectOwnSync(root, path);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Returns a `file.linked` error; it shows the path relative to `root`. */
function linkedError(root: string, location: string): AppError {
  return new AppError("file.linked", { path: relative(root, location).split(sep).join("/") });
}

/** Absolute paths of the components below `root`, from the top. */
function stepsTo(root: string, path: string): string[] {
  const inside = relative(root, path);
  const names = inside.split(sep);
  if (inside === "" || names[0] === ".." || isAbsolute(inside)) throw new AppError("file.outside", { path });
  return names.map((_, index) => join(root, ...names.slice(0, index + 1)));
}

function lookSync(location: string): ReturnType<typeof lstatSync> | null {
  try {
    return lstatSync(location);
  } catch (error) {
    return missing(error);
  }
}

/** A missing file is not a link, nor is a path below a regular file. */
function missing(error: unknown): null {
  if (["ENOENT", "ENOTDIR"].includes(systemCode(error))) return null;
  throw error;
}
