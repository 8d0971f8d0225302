import { accessSync, constants, lstatSync, mkdirSync, type Stats, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { rm, rmdirIfEmpty } from "#engine/base/files/change-files.ts";
import { copyFileSync } from "#engine/base/files/change-files-sync.ts";
import { fileError, readError } from "#engine/base/file-errors.ts";
import { entryIfThere, readTextIfThere } from "#engine/base/files/read-files.ts";
import { expectOwnSync, isOwnSync } from "#engine/base/own-path.ts";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";
import type { Problem } from "#contract/errors.ts";
import { partOf } from "#engine/publish/plan/replaced-files.ts";
import { type MediaProgress, Pause } from "#engine/site/media/media-progress.ts";
import { unreadProblem } from "#engine/site/media/media-files.ts";
import type { BuildResult } from "#engine/site/output/build-site.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/** Maps paths in the output folder to the size and modification time of each finished copy. */
const listSchema = z.record(z.string(), z.string());
type CopyList = Map<string, string>;

export interface CopiedMedia {
  readonly copied: number;
  readonly removed: number;
  readonly problems: readonly Problem[];
}

/**
 * Copies a site's media into the output folder, and removes copies of files that the site no longer has.
 * Keeps files that are not in the list of copies, and files that were changed after copying.
 * If a file cannot be read, its earlier copy is kept.
 * Rejects with `file.*` if the output folder cannot be written.
 */
export async function copyMedia(
  { files, media, unread }: Pick<BuildResult, "files" | "media" | "unread">,
  folder: string,
  onProgress?: MediaProgress,
): Promise<CopiedMedia> {
  const listFile = `${folder}.media`;
  const list = await readList(listFile);
  const inside = pathsInside(folder);
  const wanted = media.filter(({ location, path }) => location !== inside(path));
  const kept = new Set<string>();
  for (const { path } of files) if (list.has(path)) kept.add(path);
  const isUnread = partOf(unread);
  for (const path of list.keys()) if (isUnread(path)) kept.add(path);
  const problems: Problem[] = [];
  try {
    // Removes old files first, because on a disk that ignores case, a new name may be equal to an old name.
    const removed = await removeOld(list, kept, folder);
    const copier = new Copier(folder);
    const pause = new Pause(onProgress);
    let copied = 0;
    for (const [index, file] of wanted.entries()) {
      await pause.ifDue(index, wanted.length);
      const stamp = copier.copyIfNewer(file);
      if (typeof stamp === "string") {
        list.set(file.path, stamp);
        copied += 1;
      } else if (stamp) problems.push(stamp);
    }
    return { copied, removed, problems };
  } finally {
    if (list.size > 0) await atomicWrite(listFile, JSON.stringify(Object.fromEntries(list)));
    else await rm(listFile, { force: true });
  }
}

async function readList(location: string): Promise<CopyList> {
  const text = await readTextIfThere(location).catch((error: unknown) => {
    throw readError(error, location);
  });
  try {
    return new Map(Object.entries(listSchema.parse(JSON.parse(text ?? "{}"))));
  } catch {
    return new Map();
  }
}

async function removeOld(list: CopyList, kept: ReadonlySet<string>, folder: string): Promise<number> {
  let removed = 0;
  for (const [path, stamp] of [...list]) {
    if (kept.has(path)) continue;
    list.delete(path);
    const location = join(folder, path);
    // Checks each path in the list, because the list may come from another person or program.
    if (!isPlainPath(path) || !isOwnSync(folder, location)) continue;
    if ((await stampOf(location)) !== stamp) continue;
    try {
      await rm(location);
    } catch (error) {
      throw fileError(error, location);
    }
    removed += 1;
    await removeEmptyFolders(path, folder);
  }
  return removed;
}

async function removeEmptyFolders(path: string, folder: string): Promise<void> {
  for (let above = dirname(path); above !== "."; above = dirname(above)) {
    if (!(await rmdirIfEmpty(join(folder, above)))) return;
  }
}

/**
 * Copies single files into an output folder. Uses synchronous calls, which are faster for very many files.
 */
class Copier {
  readonly #folder: string;
  readonly #inside: (path: string) => string;
  /** Cache of the folders that were checked: they exist, and are not symbolic links. */
  readonly #folders = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
    this.#inside = pathsInside(folder);
  }

  /**
   * Copies a file unless the copy is up to date.
   * Returns the size and time of a new copy, or null for an up-to-date copy.
   * Returns the problem if a file is unreadable.
   * Throws `file.*` if the copy cannot be written.
   */
  copyIfNewer({ location, path, size }: OutputFile): string | Problem | null {
    let source: Stats;
    try {
      accessSync(location, constants.R_OK);
      source = statSync(location);
    } catch (error) {
      return unreadProblem(error, path);
    }
    const target = this.#inside(path);
    try {
      this.#makeFolder(dirname(target));
      const copy = lstatSync(target, { throwIfNoEntry: false });
      if (copy?.isSymbolicLink()) expectOwnSync(this.#folder, target);
      if (copy?.size === size && copy.mtimeMs >= source.mtimeMs) return null;
      copyFileSync(location, target);
      return stampText(lstatSync(target));
    } catch (error) {
      throw fileError(error, target);
    }
  }

  #makeFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    expectOwnSync(this.#folder, folder);
    mkdirSync(folder, { recursive: true });
    this.#folders.add(folder);
  }
}

async function stampOf(location: string): Promise<string | null> {
  const found = await entryIfThere(location);
  return found && stampText(found);
}

function stampText({ size, mtimeMs }: Stats): string {
  return `${size} ${mtimeMs}`;
}
