import { rm } from "#engine/base/files/change-files.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { oldFilesList, parseOldFiles } from "#engine/site/addresses/old-files.ts";
import { insideBlog } from "./free-names.ts";

const heading =
  "# Files of an older site in the same place on the server, one path in each line.\n" +
  "# Hitofude makes no files at these paths, so the old files stay as they are.\n";

/** Adds `paths` on the old host to the list of old files. Returns the new text of the list. */
export function withOldFiles(list: string | null, paths: readonly string[], blogUrl: string): string {
  const known = new Set(parseOldFiles(list ?? ""));
  // Leaves out a path that contains a line end, because each line of the list is read as one path.
  const added = paths
    .map((path) => insideBlog(path, blogUrl).replace(/^\/+/, ""))
    .filter((path) => !/[\r\n]/.test(path));
  const missing = [...new Set(added)].filter((path) => !known.has(path));
  if (missing.length === 0) return list ?? "";
  return `${(list ?? heading).trimEnd()}\n${missing.sort().join("\n")}\n`;
}

/**
 * Returns a list without the paths that an import added. Keeps the lines that the author added later.
 * Returns null if the import made the list, and the author added nothing to the list.
 */
export function withoutAddedFiles(
  list: string | null,
  { before, after }: { readonly before: string | null; readonly after: string },
): string | null {
  if (list === null || list === after) return before;
  const earlier = new Set(parseOldFiles(before ?? ""));
  const added = new Set(parseOldFiles(after).filter((path) => !earlier.has(path)));
  return list
    .split("\n")
    .filter((line) => !parseOldFiles(line).some((path) => added.has(path)))
    .join("\n");
}

/** Writes the list of old files into a blog folder. Null removes the list. Rejects with `file.*`. */
export async function writeOldFiles(folder: string, list: string | null): Promise<void> {
  const own = new OwnFolder(folder);
  if (list === null) await rm(await own.locate(oldFilesList), { force: true });
  else await own.write(oldFilesList, list);
}
