import { collisionKey } from "#contract/text/collision-key.ts";
import { systemCode } from "#contract/file-retries.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";

/**
 * A file in the blog folder that lists the files of an old site. These old files stay on the server.
 * Each line is a site path. The site makes no file at these paths, so the old files stay as they are.
 */
export const oldFilesList = "old-files.txt";

/** Returns the paths in a list of old files. Lines that begin with `#` are comments. */
export function parseOldFiles(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim().replace(/^\/+/, ""))
    .filter((line) => line !== "" && !line.startsWith("#"));
}

/** Reads the list of old files in a blog folder. Returns null if there is none. Rejects with `file.*`. */
export async function readOldFilesList(folder: string): Promise<string | null> {
  try {
    return String(await new OwnFolder(folder).read(oldFilesList));
  } catch (error) {
    if (systemCode(error) === "ENOENT") return null;
    throw error;
  }
}

/** Returns the `collisionKey` of each path in a blog folder's list of old files. Rejects with `file.*`. */
export async function oldFilesOf(folder: string): Promise<ReadonlySet<string>> {
  return new Set(parseOldFiles((await readOldFilesList(folder)) ?? "").map(collisionKey));
}
