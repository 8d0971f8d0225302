import { lstatSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { entryIfThere, isMissing } from "#engine/base/files/read-files.ts";
import { settingsFile } from "../settings/load-settings.ts";

/** Files and folders of a blog. A blog folder contains at least one of them. */
const contents = [settingsFile, "posts", "pages", join(".hitofude", "id")];

/**
 * Whether an opened blog folder is still at its path.
 * A disconnected disk often leaves an empty folder at the path. An empty folder counts as missing.
 * A folder whose entries cannot be read at the moment counts as present.
 */
export async function isBlogThere(folder: string): Promise<boolean> {
  for (const name of contents) {
    if ((await entryIfThere(join(folder, name)).catch(() => undefined)) !== null) return true;
  }
  return false;
}

/** Synchronous variant of `isBlogThere`. */
export function isBlogThereSync(folder: string): boolean {
  return contents.some((name) => {
    try {
      lstatSync(join(folder, name));
      return true;
    } catch (error) {
      return !isMissing(error);
    }
  });
}

/** Rejects with `blog.notFound` if an opened blog folder is no longer at its path. */
export async function expectBlog(folder: string): Promise<void> {
  if (!(await isBlogThere(folder))) throw new AppError("blog.notFound", { folder });
}
