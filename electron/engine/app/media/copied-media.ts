import { mkdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { copyFile, rm, rmdirIfEmpty } from "#engine/base/files/change-files.ts";
import { entryIfThere, readTextIfThere } from "#engine/base/files/read-files.ts";
import { expectOwn, isOwnSync } from "#engine/base/own-path.ts";
import { pathsInside } from "#engine/base/paths-inside.ts";
import { isPlainPath } from "#engine/base/plain-name.ts";
import type { BuildResult } from "#engine/site/output/build-site.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

/** Size and modification time of each copy when it was made, by its path in the output folder. */
const listSchema = z.record(z.string(), z.string());
type CopyList = Map<string, string>;

/**
 * Copies a site's media into its output folder and removes copies that the site no longer has. A list beside
 * the folder identifies our copies: files that are not in the list, or were changed after copying, are kept.
 * Returns the number of removed files. Rejects with `file.*`.
 */
export async function copyMedia(
  { files, media }: Pick<BuildResult, "files" | "media">,
  folder: string,
): Promise<number> {
  const listFile = `${folder}.media`;
  const list = await readList(listFile);
  const inside = pathsInside(folder);
  const wanted = media.filter(({ location, path }) => location !== inside(path));
  const kept = new Set<string>();
  for (const { path } of files) if (list.has(path)) kept.add(path);
  try {
    // Removes files before copying: on a disk that ignores case, the new name of a file may be the same as
    // its old one.
    const removed = await removeOld(list, kept, folder);
    for (const file of wanted) {
      const stamp = await copyIfNewer(file, join(folder, file.path), folder);
      if (stamp !== null) list.set(file.path, stamp);
    }
    return removed;
  } finally {
    if (list.size > 0) await atomicWrite(listFile, JSON.stringify(Object.fromEntries(list)));
    else await rm(listFile, { force: true });
  }
}

async function readList(location: string): Promise<CopyList> {
  const text = await readTextIfThere(location).catch((error: unknown) => {
    throw fileError(error, location);
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
    // The list is not trusted: somebody else may have made it together with the folder.
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
 * Copies a file unless the copy is up to date. Returns size and time of the copy; null if nothing was copied.
 */
async function copyIfNewer(
  { location, size }: OutputFile,
  target: string,
  folder: string,
): Promise<string | null> {
  try {
    await expectOwn(folder, target);
    const [source, copy] = await Promise.all([stat(location), entryIfThere(target)]);
    if (copy?.size === size && copy.mtimeMs >= source.mtimeMs) return null;
    await mkdir(dirname(target), { recursive: true });
    await copyFile(location, target);
    return await stampOf(target);
  } catch (error) {
    throw fileError(error, target);
  }
}

async function stampOf(location: string): Promise<string | null> {
  const found = await entryIfThere(location);
  return found && `${found.size} ${found.mtimeMs}`;
}
