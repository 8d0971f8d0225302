import { lstatSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "#contract/errors.ts";
import { entryIfThere, isMissing } from "#engine/base/files/read-files.ts";
import { settingsFile } from "../settings/load-settings.ts";

/** Files and folders of a blog. A blog folder contains at least one of them. */
const contents = [settingsFile, "posts", "pages", join(".hitofude", "id")];

/**
 * Whether a blog folder that was opened is still at its path. False if it was moved, renamed or deleted. Also
 * false if its disk is not connected: then an empty folder is often at the path. If an entry cannot be looked
 * up at the moment, the folder counts as being there.
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

/** Rejects with `blog.notFound` if a blog folder that was opened is no longer at its path. */
export async function expectBlog(folder: string): Promise<void> {
  if (!(await isBlogThere(folder))) throw new AppError("blog.notFound", { folder });
}
