import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { blogPreferenceNames, type Preferences } from "#contract/main-contract.ts";
import { systemCode } from "#contract/file-retries.ts";

/**
 * Whether a folder contains the blog with this id. Rejects with `file.*` if the folder's id is unreadable.
 */
export async function isBlogWithId(folder: string, id: string | null): Promise<boolean> {
  const path = join(folder, ".hitofude", "id");
  try {
    return id !== null && (await readFile(path, "utf8")).trim() === id;
  } catch (error) {
    const code = systemCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return false;
    if (code === "EBUSY") throw new AppError("file.inUse", { path }, error);
    throw new AppError("file.readFailed", { path, reason: code }, error);
  }
}

/** Returns the changed preferences after a blog was moved. Entries for `from` become entries for `to`. */
export function preferencesAfterMove(values: Preferences, from: string, to: string): Partial<Preferences> {
  const moved = <T>({ [from]: entry, ...others }: Record<string, T>): Record<string, T> =>
    entry === undefined ? others : { ...others, [to]: entry };
  const { recentBlogs } = values;
  return {
    ...Object.fromEntries(blogPreferenceNames.map((name) => [name, moved<unknown>(values[name])])),
    recentBlogs: [to, ...recentBlogs.filter((folder) => folder !== from && folder !== to)],
  };
}

/**
 * Returns the key that a window has in `open` after its blog has moved to the folder `next`.
 * The window keeps its key if another window already shows this folder.
 */
export function keyAfterMove(open: ReadonlyMap<string, unknown>, key: string, next: string): string {
  return open.has(next) ? key : next;
}
