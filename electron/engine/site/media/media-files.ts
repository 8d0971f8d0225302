import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { isValidAddress } from "../addresses/addresses.ts";

export interface MediaFile {
  /** Path in the blog and on the site, in Unicode form NFC: `media/2022/05/a.png`. */
  readonly path: string;
  readonly location: string;
  readonly size: number;
  readonly modified: number;
}

const littered = new Set(["thumbs.db", "desktop.ini"]);

/**
 * Lists the blog's media files by path. Omits hidden files, system files (`Thumbs.db`) and symbolic links.
 */
export function listMedia(blogFolder: string): ReadonlyMap<string, MediaFile> {
  const files = new Map<string, MediaFile>();
  listInto(files, join(blogFolder, "media"), "media");
  return files;
}

/** Whether two listings contain the same files with the same sizes and times. */
export function sameMedia(a: ReadonlyMap<string, MediaFile>, b: ReadonlyMap<string, MediaFile>): boolean {
  if (a.size !== b.size) return false;
  for (const [path, { size, modified }] of a) {
    const other = b.get(path);
    if (other?.size !== size || other.modified !== modified) return false;
  }
  return true;
}

function listInto(files: Map<string, MediaFile>, folder: string, prefix: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const location = join(folder, entry.name);
    const path = `${prefix}/${entry.name.normalize("NFC")}`;
    if (!isValidAddress(path) || littered.has(entry.name.toLowerCase())) continue;
    if (entry.isDirectory()) listInto(files, location, path);
    else if (entry.isFile()) {
      const { size, mtimeMs } = lstatSync(location);
      files.set(path, { path, location, size, modified: mtimeMs });
    }
  }
}
