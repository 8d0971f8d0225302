import { type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A blog folder, and the post in it that is to be shown, as a blog path. */
export interface BlogPlace {
  /** Absolute. */
  readonly folder: string;
  readonly post: string | null;
}

/**
 * Reads a whole command line: the first argument that is an existing folder, or a post of a blog; null when
 * there is none. In a clone, `electron <program folder>` starts the program, and that folder is no blog.
 */
export function readLaunch(
  argv: readonly string[],
  workingFolder: string,
  packaged: boolean,
): BlogPlace | null {
  const named = argv.slice(1).filter((argument) => !argument.startsWith("-"));
  for (const argument of packaged ? named : named.slice(1)) {
    const path = pathOf(argument, workingFolder);
    const place = path === null ? null : placeOf(path);
    if (place) return place;
  }
  return null;
}

/** A Markdown file on the command line that lies in no blog, as an absolute path; null when there is none. */
export function readLooseFile(
  argv: readonly string[],
  workingFolder: string,
  packaged: boolean,
): string | null {
  const named = argv.slice(1).filter((argument) => !argument.startsWith("-"));
  for (const argument of packaged ? named : named.slice(1)) {
    const path = pathOf(argument, workingFolder);
    if (path !== null && isLooseFile(path)) return path;
  }
  return null;
}

/** Whether a path is that of a Markdown file in no blog, or in a blog where no posts are. */
export function isLooseFile(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path) && statOf(path)?.isFile() === true && placeOf(path) === null;
}

/** The folder around a file that keeps its posts as a blog does, though it has no settings; null when there is none. */
export function blogAround(path: string): string | null {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (/^(?:posts|pages)$/.test(basename(folder))) return dirname(folder);
  }
  return null;
}

/** Whether who has no blog yet shall get the sample blog at once, instead of the page that offers it (`--sample`). */
export function wantsSample(argv: readonly string[]): boolean {
  return argv.includes("--sample");
}

/** What an absolute path names: a folder, or a post of the blog that it lies in; null when it is neither. */
export function placeOf(path: string): BlogPlace | null {
  const stats = statOf(path);
  if (stats?.isDirectory()) return { folder: path, post: null };
  if (!stats?.isFile() || !/\.(?:md|markdown)$/i.test(path)) return null;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!statOf(join(folder, "blog.yaml"))) continue;
    const post = relative(folder, path).split(sep).join("/").normalize("NFC");
    // Notes beside the posts are none of the blog
    return /^(?:posts|pages)\//.test(post) ? { folder, post } : null;
  }
  return null;
}

/** Desktops may hand over `file:` addresses; one that names another computer leads nowhere. */
function pathOf(argument: string, workingFolder: string): string | null {
  if (!argument.startsWith("file:")) return resolve(workingFolder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

/** Undefined for whatever cannot be looked at: an argument may be anything. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
