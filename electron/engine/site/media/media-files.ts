import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Problem } from "#contract/errors.ts";
import { readError } from "#engine/base/file-errors.ts";
import { isMissing } from "#engine/base/files/read-files.ts";
import { isValidAddress } from "../addresses/addresses.ts";

export interface MediaFile {
  /** Path in the blog and on the site, in Unicode form NFC: `media/2022/05/a.png`. */
  readonly path: string;
  readonly location: string;
  readonly size: number;
  readonly modified: number;
}

export interface MediaListing {
  readonly files: ReadonlyMap<string, MediaFile>;
  /** Problems of files and folders that are left out because they are unreadable or have unusable names. */
  readonly problems: readonly Problem[];
}

const littered = new Set(["thumbs.db", "desktop.ini"]);

/** Lists the blog's media files by path. Skips hidden files, system files and symbolic links. */
export function listMedia(blogFolder: string): MediaListing {
  const listing = { files: new Map<string, MediaFile>(), problems: [] };
  listInto(listing, join(blogFolder, "media"), "media");
  return listing;
}

/** Whether two listings contain equal files, sizes, modification times and problems. */
export function sameMedia(a: MediaListing, b: MediaListing): boolean {
  if (a.files.size !== b.files.size) return false;
  for (const [path, { size, modified }] of a.files) {
    const other = b.files.get(path);
    if (other?.size !== size || other.modified !== modified) return false;
  }
  return JSON.stringify(a.problems) === JSON.stringify(b.problems);
}

export function unreadProblem(error: unknown, path: string): Problem {
  const { code, values } = readError(error, path);
  return { code, severity: "warning", file: path, values: { ...values, path } };
}

interface Listing {
  readonly files: Map<string, MediaFile>;
  readonly problems: Problem[];
}

function listInto({ files, problems }: Listing, folder: string, prefix: string): void {
  for (const entry of entriesOf(folder, prefix, problems)) {
    const { name } = entry;
    if (name.startsWith(".") || littered.has(name.toLowerCase())) continue;
    if (!entry.isDirectory() && !entry.isFile()) continue;
    const [path, location] = [`${prefix}/${name.normalize("NFC")}`, join(folder, name)];
    if (!isValidAddress(path)) problems.push(nameUnusable(path));
    else if (entry.isDirectory()) listInto({ files, problems }, location, path);
    else {
      try {
        const { size, mtimeMs } = lstatSync(location);
        files.set(path, { path, location, size, modified: mtimeMs });
      } catch (error) {
        // U+FFFD in a name shows that the name on disk is not valid UTF-8. Such a name is unusable.
        problems.push(name.includes("\uFFFD") ? nameUnusable(path) : unreadProblem(error, path));
      }
    }
  }
}

function entriesOf(folder: string, path: string, problems: Problem[]): Dirent[] {
  try {
    return lstatSync(folder).isDirectory() ? readdirSync(folder, { withFileTypes: true }) : [];
  } catch (error) {
    if (!isMissing(error)) problems.push(unreadProblem(error, path));
    return [];
  }
}

function nameUnusable(path: string): Problem {
  const shown = path.replace(/\p{Cc}/gu, "\uFFFD");
  return { code: "media.nameUnusable", severity: "warning", file: shown, values: { path: shown } };
}
