import { lstatSync, mkdirSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { isAbsolute, join, relative, sep } from "node:path";
import { AppError } from "#contract/errors.ts";
import { entryIfThere, isMissing, targetIfThere } from "./files/read-files.ts";

/**
 * Keeps the program from writing outside an untrusted blog folder through a symbolic link.
 * Refuses a path if a component between the folder and the program's own file is a symbolic link.
 */

/**
 * Rejects with `file.linked` if a component of `path` below `root` is a symbolic link.
 * Rejects with `file.outside` if `path` is not below `root`.
 */
export async function expectOwn(root: string, path: string): Promise<void> {
  for (const location of stepsTo(root, path)) {
    const entry = await entryIfThere(location);
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

/**
 * Creates a folder below `root`. Rejects with `blog.notFound` if there is no `root`.
 * Never creates `root`, because a blog folder that the user moved must not reappear at its old path.
 */
export async function makeFolderInside(root: string, folder: string): Promise<void> {
  if (!(await targetIfThere(root))) throw new AppError("blog.notFound", { folder: root });
  await mkdir(folder, { recursive: true });
}

/** Synchronous variant of `makeFolderInside`. */
export function makeFolderInsideSync(root: string, folder: string): void {
  if (!lookSync(root)) throw new AppError("blog.notFound", { folder: root });
  mkdirSync(folder, { recursive: true });
}

/** Whether `path` is below `root`, and no component of `path` below `root` is a symbolic link. */
export function isOwnSync(root: string, path: string): boolean {
  try {
    expectOwnSync(root, path);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

/** Returns a `file.linked` error that shows the path relative to `root`. */
function linkedError(root: string, location: string): AppError {
  return new AppError("file.linked", { path: relative(root, location).split(sep).join("/") });
}

/** Returns `path` and its parent folders below `root`. Throws `file.outside` if the path leaves `root`. */
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
    if (isMissing(error)) return null;
    throw error;
  }
}
