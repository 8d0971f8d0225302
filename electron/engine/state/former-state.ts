import { existsSync, type Stats } from "node:fs";
import { lstat, mkdir, readdir } from "node:fs/promises";
import { dirname, isAbsolute, join, relative } from "node:path";
import { percentDecoded } from "#contract/text/percent-encoding.ts";
import { AppError } from "#contract/errors.ts";
import { systemCode } from "#contract/file-retries.ts";
import { cp, rename, rm } from "#engine/base/files/change-files.ts";
import { entryIfThere, namesIfThere } from "#engine/base/files/read-files.ts";
import { readError } from "#engine/base/file-errors.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { type BlogRecord, type BlogState, readBlogRecord } from "./blog-state.ts";

/** Files and folders of the state folder that describe the site. A moved blog takes over all of them. */
const lasting = ["live", "scheduled.json", "published", "practice-site"] as const;

/** Where versions before 0.2 stored the state of the site: paths relative to `<blog>/.hitofude`. */
const formerPaths: Readonly<Record<(typeof lasting)[number], string>> = {
  live: "cache/live",
  "scheduled.json": "cache/scheduled.json",
  published: "published",
  "practice-site": "practice-site",
};

/** The state of a blog folder that was probably moved or renamed. */
export interface FormerState {
  /** Path of the blog folder before the move. */
  readonly path: string;
  readonly stateFolder: string;
  readonly record: BlogRecord;
}

/**
 * Finds the state of a trusted blog that has the same id, and whose folder no longer exists.
 * Rejects with `file.*` if a `blog.json` is unreadable now, because the moved blog could lose its state.
 */
export async function findFormerState(root: string, state: BlogState): Promise<FormerState | null> {
  const { id, path, trusted, notMovedFrom } = state.record;
  if (trusted) return null;
  const names = await namesIfThere(root).catch((error: unknown) => {
    throw readError(error, root);
  });
  for (const name of names) {
    const stateFolder = join(root, name);
    const record =
      stateFolder === state.folder ? null : await readBlogRecord(stateFolder).catch(nullIfOthers);
    if (record?.id !== id || record.path === path || !record.trusted) continue;
    if (!existsSync(record.path) && !notMovedFrom.includes(record.path)) {
      return { path: record.path, stateFolder, record };
    }
  }
  return null;
}

/** Returns null if reading `blog.json` is not permitted, because the file belongs to another user. */
function nullIfOthers(error: unknown): null {
  if (error instanceof AppError && error.code === "file.unreadable") return null;
  throw error;
}

/** Files of the state folder that do not move: `blog.json`, and the caches, which can be recreated. */
const leftBehind = new Set(["blog.json", "cache"]);

/** Moves the state of a blog from its earlier path to the current path. Rejects if the disk fails. */
export async function adoptFormerState(
  { stateFolder, record }: FormerState,
  state: BlogState,
): Promise<void> {
  // Reads `blog.json` first, because changing an unread file would lose its data.
  await state.read();
  for (const name of lasting) await moveWhole(join(stateFolder, name), state.inside(name));
  for (const name of await namesIfThere(stateFolder)) {
    if (!leftBehind.has(name)) await moveMissing(join(stateFolder, name), state.inside(name));
  }
  const { trusted, migrated, publishedByHand } = record;
  const { includes, passwordRoots, backup, backups } = state.record;
  const moved = record.backups.map((each) => ({ ...each, path: pathAfter(each.path, stateFolder, state) }));
  await state.update({
    trusted,
    migrated,
    publishedByHand,
    includes: { ...record.includes, ...includes },
    passwordRoots: { ...record.passwordRoots, ...passwordRoots },
    backup: backup ?? record.backup,
    // Adds each backup only once, because `blog.json` may contain some already after an interruption.
    backups: [...moved, ...backups.filter(({ path }) => !moved.some((each) => each.path === path))],
  });
  await rm(stateFolder, { recursive: true, force: true });
}

/** Converts a path in the earlier state folder to the current folder. Returns other paths unchanged. */
function pathAfter(path: string, stateFolder: string, state: BlogState): string {
  const inside = relative(stateFolder, path);
  return inside.startsWith("..") || isAbsolute(inside) ? path : state.inside(inside);
}

/** Moves a file or folder. If a folder exists at `to`, keeps the files in it and adds the missing files. */
async function moveMissing(from: string, to: string): Promise<void> {
  if (!(await entryIfThere(to))) return moveWhole(from, to);
  if (!(await isPlainFolder(from)) || !(await isPlainFolder(to))) return;
  for (const name of await namesIfThere(from)) await moveMissing(join(from, name), join(to, name));
}

/** Whether a blog folder contains state of a version before 0.2. */
export async function hasRecordsInside(blogFolder: string): Promise<boolean> {
  for (const name of lasting) {
    if (await isPlainTree(join(blogFolder, ".hitofude"), formerPaths[name])) return true;
  }
  return false;
}

/**
 * Moves the state of versions before 0.2 from the blog folder to the state folder.
 * Call this function only for trusted folders, because the state decides which files a publish deletes.
 * Rejects if the disk fails. After a failure, the function can be called again.
 */
export async function migrateFormerState(blogFolder: string, state: BlogState): Promise<void> {
  const home = join(blogFolder, ".hitofude");
  for (const name of lasting) {
    const source = formerPaths[name];
    const target = state.inside(name);
    if ((await entryAt(target)) || !(await isPlainTree(home, source))) continue;
    // Renames the files first, so that an interrupted call can be repeated.
    await renameFormer(join(home, source));
    await moveWhole(join(home, source), target);
  }
  await state.update({ migrated: true });
  // If `cache` is a symbolic link, `rm` removes the link and keeps its target.
  if (await isPlainFolder(home)) await rm(join(home, "cache"), { recursive: true, force: true });
}

/**
 * Renames the record files of targets, because earlier versions of the program used other names.
 * `fileNameFor` returns the new names.
 */
async function renameFormer(folder: string): Promise<void> {
  for (const [directory, start, end] of [
    [folder, "", ".json"],
    [join(folder, "states"), "target-", ""],
  ] as const) {
    for (const name of await namesIfThere(directory)) {
      if (!name.startsWith(start) || !name.endsWith(end)) continue;
      const former = name.slice(start.length, name.length - end.length);
      // A name that is not percent-encoded is the name of the target itself.
      const renamed = start + fileNameFor(percentDecoded(former) ?? former) + end;
      if (renamed !== name) await rename(join(directory, name), join(directory, renamed));
    }
  }
}

/**
 * Whether `path` inside `home` is a file or a non-empty folder.
 * Returns false if a component of the path, or an entry in the folder, is a symbolic link.
 */
async function isPlainTree(home: string, path: string): Promise<boolean> {
  let at = home;
  if (!(await isPlainFolder(at))) return false;
  for (const name of path.split("/")) {
    at = join(at, name);
    const found = await entryAt(at);
    if (!found || found.isSymbolicLink()) return false;
  }
  const found = await lstat(at);
  if (found.isFile()) return true;
  if (!found.isDirectory()) return false;
  const entries = await readdir(at, { recursive: true, withFileTypes: true });
  return entries.length > 0 && entries.every((entry) => entry.isFile() || entry.isDirectory());
}

async function isPlainFolder(path: string): Promise<boolean> {
  return (await entryAt(path))?.isDirectory() ?? false;
}

/** Returns null for a missing file. Rejects with `file.*` if it is unknown whether the file exists. */
function entryAt(path: string): Promise<Stats | null> {
  return entryIfThere(path).catch((error: unknown) => {
    throw readError(error, path);
  });
}

/** Moves a file or folder, even to another disk, and replaces anything at `to`. */
async function moveWhole(from: string, to: string): Promise<void> {
  if (!(await entryAt(from))) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw error;
    // Copies under a temporary name first, so that an interrupted copy never leaves incomplete files at `to`.
    const partial = `${to}.partial`;
    await rm(partial, { recursive: true, force: true });
    await cp(from, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, to);
    await rm(from, { recursive: true, force: true });
  }
}
