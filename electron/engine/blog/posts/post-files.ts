import type { Dirent, Stats } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { ErrorCode, Problem } from "#contract/errors.ts";
import { mapLimited } from "#engine/base/concurrency.ts";
import { readError } from "#engine/base/file-errors.ts";
import { entryIfThere, isMissing, targetIfThere } from "#engine/base/files/read-files.ts";
import { faultOfLink } from "../folder/linked-files.ts";

export interface PostFiles {
  /** Paths relative to the blog folder, with `/`, as spelled on disk, sorted. */
  readonly paths: readonly string[];
  /** Unreadable folders, unusable names and refused symbolic links. `paths` does not contain them. */
  readonly problems: readonly Problem[];
}

/** Whether the name excludes a file from the blog: a leading dot (temporary files) or `node_modules`. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** Whether a path can belong to a post: a Markdown file under `posts/` or `pages/` that is not hidden. */
export function isPostPath(path: string): boolean {
  return /^(?:posts|pages)\/.+\.(?:md|markdown)$/i.test(path) && !path.split("/").some(isHidden);
}

/**
 * Finds the Markdown files under `posts/` and `pages/`. A file may be a symbolic link to a file in the blog.
 * The folders `posts` and `pages` can be links to other folders inside the blog folder.
 * Reports other symbolic links as problems, for instance links to folders.
 */
export async function findPostFiles(folder: string): Promise<PostFiles> {
  const paths: string[] = [];
  const problems: Problem[] = [];
  const visit = async (path: string): Promise<void> => {
    for (const entry of await entriesOf(folder, path, problems)) {
      const inside = `${path}/${entry.name}`;
      if (isHidden(entry.name)) continue;
      if (!(await hasUsableName(folder, inside))) {
        leaveOut(visible(inside), "file.nameUnusable", "error");
        continue;
      }
      if (entry.isDirectory()) await visit(inside);
      else if (isPostPath(inside) && entry.isFile()) paths.push(inside);
      else if (entry.isSymbolicLink()) await visitLink(inside);
    }
  };
  const visitLink = async (path: string): Promise<void> => {
    const fault = await faultOfLink(folder, path);
    const target = fault ? null : await targetIfThere(join(folder, path)).catch(() => undefined);
    // Keeps a symbolic link with an unreadable target in the list. Reading the file then reports the error.
    if (isPostPath(path) && (target === undefined || target?.isFile())) paths.push(path);
    // A broken symbolic link to a post is an error, because a publish would remove the post's page.
    else if (fault) leaveOut(path, fault, isPostPath(path) ? "error" : "warning");
    else if (target?.isDirectory()) leaveOut(path, "file.linked", "warning");
  };
  const leaveOut = (path: string, code: ErrorCode, severity: Problem["severity"]): void => {
    problems.push({ code, severity, file: path, values: { path } });
  };
  for (const top of ["posts", "pages"]) {
    // Treats an unreadable entry as a link, because a broken link must not count as an empty folder.
    const mayBeLink = await entryIfThere(join(folder, top)).then(
      (entry) => entry?.isSymbolicLink() === true,
      () => true,
    );
    const fault = mayBeLink ? await faultOfLink(folder, top) : null;
    // A broken symbolic link at `posts` or `pages` is an error.
    // Otherwise, the folder would seem empty, and a publish would remove all its pages.
    if (fault) leaveOut(top, fault, "error");
    else await visit(top);
  }
  return { paths: paths.sort(), problems };
}

/**
 * Maximum error of the times that a file system stores for a file, in milliseconds.
 * A file that changes twice within `inexactMs` can have the same times after both changes.
 */
export const inexactMs = 2000;

/** The state of a file. A changed file has a different state. */
export interface FileState {
  /** Size, times and id of the file. */
  readonly stamp: string;
  /**
   * The later one of the file's mtime and ctime, in milliseconds since the epoch.
   * A file that was moved to the path of another file has an old mtime, but a new ctime.
   */
  readonly time: number;
}

/** Returns the states of files. The state of a missing or unreadable file is null. */
export async function statesOf(
  folder: string,
  paths: readonly string[],
): Promise<Map<string, FileState | null>> {
  const stats = await mapLimited(paths, 32, (path) => targetIfThere(join(folder, path)).catch(() => null));
  return new Map(paths.map((path, index) => [path, stateIn(stats[index] ?? null)]));
}

function stateIn(stats: Stats | null): FileState | null {
  if (!stats) return null;
  const { size, mtimeMs, ctimeMs, ino } = stats;
  return { stamp: `${size} ${mtimeMs} ${ctimeMs} ${ino}`, time: Math.max(mtimeMs, ctimeMs) };
}

/** Whether a name is UTF-8 without control characters. Node cannot open a file whose name is not UTF-8. */
async function hasUsableName(folder: string, path: string): Promise<boolean> {
  if (/\p{Cc}/u.test(path)) return false;
  if (!path.includes("\uFFFD")) return true;
  // Accepts an entry that cannot be checked, because reading the file then reports the reason.
  return entryIfThere(join(folder, path)).then(
    (entry) => entry !== null,
    () => true,
  );
}

function visible(path: string): string {
  return path.replace(/\p{Cc}/gu, "\uFFFD");
}

async function entriesOf(folder: string, path: string, problems: Problem[]): Promise<Dirent[]> {
  try {
    return await readdir(join(folder, path), { withFileTypes: true });
  } catch (error) {
    if (!isMissing(error)) {
      const { code, values } = readError(error, path);
      problems.push({ code, severity: "error", file: path, values });
    }
    return [];
  }
}
