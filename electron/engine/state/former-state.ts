import { existsSync } from "node:fs";
import { cp, lstat, mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { systemCode } from "#engine/base/file-errors.ts";
import { fileNameFor } from "#engine/base/plain-name.ts";
import { type BlogRecord, type BlogState, readBlogRecord } from "./blog-state.ts";

/** What is more than a cache: it cannot be made again. */
const lasting = ["live", "scheduled.json", "published", "practice-site"] as const;

/** Where versions before 0.2 kept the same, inside of `<blog>/.hitofude`. */
const formerPlaces: Readonly<Record<(typeof lasting)[number], string>> = {
  live: "cache/live",
  "scheduled.json": "cache/scheduled.json",
  published: "published",
  "practice-site": "practice-site",
};

/** The state of a blog folder that was moved or renamed. */
export interface FormerState {
  /** Where the blog folder was. */
  readonly path: string;
  readonly stateFolder: string;
  readonly record: BlogRecord;
}

/** Finds the state of a blog with the same id whose folder is gone from where it was; null when there is none. */
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

/** Gives a blog at its new path all that is remembered of it from its old one. Rejects with an error of the disk. */
export async function adoptFormerState(
  { stateFolder, record }: FormerState,
  state: BlogState,
): Promise<void> {
  for (const name of lasting) await moveWhole(join(stateFolder, name), state.inside(name));
  const { trusted, migrated, publishedByHand } = record;
  await state.update({ trusted, migrated, publishedByHand });
  await rm(stateFolder, { recursive: true, force: true });
}

/** Whether a blog folder holds records that a version before 0.2 kept there. */
export async function hasRecordsInside(blogFolder: string): Promise<boolean> {
  for (const name of lasting) {
    if (await isPlainTree(join(blogFolder, ".hitofude"), formerPlaces[name])) return true;
  }
  return false;
}

/**
 * Takes over the records that a version before 0.2 kept inside of the blog folder, and removes its caches there. Only
 * for folders whose author vouches for them: the records decide what is deleted on servers. A link among them, or a
 * record that exists already, stays where it is. Rejects with an error of the disk, and can be called again then.
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
  // `rm` removes a link, never what it leads to
  if (await isPlainFolder(home)) await rm(join(home, "cache"), { recursive: true, force: true });
}

/** Has the records of targets called as they are called now. */
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
    // No name of a target
    return former;
  }
}

/** Whether a file or folder is there, and neither it, nor what leads to it, nor anything in it is a link. */
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

/** Moves a file or folder, also to another disk; does nothing when there is none. */
async function moveWhole(from: string, to: string): Promise<void> {
  if (!existsSync(from)) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await rm(to, { recursive: true, force: true });
  try {
    await rename(from, to);
  } catch (error) {
    if (systemCode(error) !== "EXDEV") throw error;
    // Complete or not there at all, however it ends
    const partial = `${to}.partial`;
    await rm(partial, { recursive: true, force: true });
    await cp(from, partial, { recursive: true, verbatimSymlinks: true });
    await rename(partial, to);
    await rm(from, { recursive: true, force: true });
  }
}
