import { existsSync } from "node:fs";
import { cp, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemCode } from "#engine/base/file-errors.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { type BlogRecord, type BlogState, readBlogRecord } from "./blog-state.ts";

/** Data that, unlike a cache, cannot be rebuilt. */
const lasting = ["live", "scheduled.json", "published", "practice-site"] as const;

/** Paths of the same data in versions before 0.2, inside `<blog>/.hitofude`. */
const formerPlaces: Readonly<Record<(typeof lasting)[number], string>> = {
  live: "cache/live",
  "scheduled.json": "cache/scheduled.json",
  published: "published",
  "practice-site": "practice-site",
};

/** The state of a blog folder that was moved or renamed. */
export interface FormerState {
  /** Earlier path of the blog folder. */
  readonly path: string;
  readonly stateFolder: string;
  readonly record: BlogRecord;
}

/**
 * Finds the state of a blog with the same id whose folder no longer exists at its path; null if there is
 * none.
 */
export async function findFormerState(root: string, state: BlogState): Promise<FormerState | null> {
  const { id, path, trusted, notMovedFrom } = state.record;
  if (trusted) return null;
  for (const name of await readdir(root).catch(() => [])) {
    const stateFolder = join(root, name);
    const record = stateFolder === state.folder ? null : await readBlogRecord(stateFolder);
    if (record?.id !== id || record.path === path || !record.trusted) continue;
    if (!existsSync(record.path) && !notMovedFrom.includes(record.path)) {
      return { path: record.path, stateFolder, record };
    }
  }
  return null;
}

/** Moves the state of a blog's old path to its new path. Rejects with an error of the disk. */
export async function adoptFormerState(
  { stateFolder, record }: FormerState,
  state: BlogState,
): Promise<void> {
  for (const name of lasting) await moveWhole(join(stateFolder, name), state.inside(name));
  const { trusted, migrated, publishedByHand } = record;
  await state.update({ trusted, migrated, publishedByHand });
  await rm(stateFolder, { recursive: true, force: true });
}

/** Whether a blog folder contains records of a version before 0.2. */
export async function hasRecordsInside(blogFolder: string): Promise<boolean> {
  for (const name of lasting) {
    if (await isPlainTree(join(blogFolder, ".hitofude"), formerPlaces[name])) return true;
  }
  return false;
}

/**
 * Moves the records that a version before 0.2 kept inside the blog folder to its state folder, and removes
 * the caches there. Only for trusted folders: the records decide what is deleted on servers. Skips links and
 * existing records. Rejects with an error of the disk, and can then be called again.
 */
export async function takeRecordsFromInside(blogFolder: string, state: BlogState): Promise<void> {
  const home = join(blogFolder, ".hitofude");
  for (const name of lasting) {
    const source = formerPlaces[name];
    const target = state.inside(name);
    if (existsSync(target) || !(await isPlainTree(home, source))) continue;
    await moveWhole(join(home, source), target);
    await renameFormer(target);
  }
  await state.update({ migrated: true });
  // `rm` removes a link, never its target
  if (await isPlainFolder(home)) await rm(join(home, "cache"), { recursive: true, force: true });
}

/** Renames the records of targets to their current file names. */
async function renameFormer(folder: string): Promise<void> {
  for (const [place, start, end] of [
    [folder, "", ".json"],
    [join(folder, "states"), "target-", ""],
  ] as const) {
    for (const name of await readdir(place).catch(() => [])) {
      if (!name.startsWith(start) || !name.endsWith(end)) continue;
      const former = name.slice(start.length, name.length - end.length);
      const renamed = start + fileNameFor(targetNameOf(former)) + end;
      if (renamed !== name) await rename(join(place, name), join(place, renamed));
    }
  }
}

function targetNameOf(former: string): string {
  try {
    return decodeURIComponent(former);
  } catch {
    // Not the encoded name of a target
    return former;
  }
}

/**
 * Whether a file or non-empty folder exists, and neither it, nor its parents up to `home`, nor anything in it
 * is a link.
 */
async function isPlainTree(home: string, path: string): Promise<boolean> {
  let at = home;
  if (!(await isPlainFolder(at))) return false;
  for (const name of path.split("/")) {
    at = join(at, name);
    const found = await lstat(at).catch(() => null);
    if (!found || found.isSymbolicLink()) return false;
  }
  const found = await lstat(at);
  if (found.isFile()) return true;
  if (!found.isDirectory()) return false;
  const entries = await readdir(at, { recursive: true, withFileTypes: true });
  return entries.length > 0 && entries.every((entry) => entry.isFile() || entry.isDirectory());
}

async function isPlainFolder(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => null))?.isDirectory() ?? false;
}

/** Moves a file or folder, also to another disk; does nothing if it does not exist. */
async function moveWhole(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw error;
    // An interrupted copy never leaves a partial target
    const partial = `${to}.partial`;
    await rm(partial, { recursive: true, force: true });
    await cp(from, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, to);
    await rm(from, { recursive: true, force: true });
  }
}
