import { type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

/** A blog folder, and the post to show in it, as a blog path. */
export interface BlogPlace {
  /** Absolute. */
  readonly folder: string;
  readonly post: string | null;
}

/**
 * Parses a command line: returns the first argument that is an existing folder, or a post of a blog; null
 * when there is none. In a clone, `electron <program folder>` starts the program, and that folder is not a
 * blog.
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

/**
 * Returns the first Markdown file on the command line that is outside of any blog, as an absolute path; null
 * when there is none.
 */
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

/** Whether a path is a Markdown file outside of any blog, or in a blog but not among its posts. */
export function isLooseFile(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path) && statOf(path)?.isFile() === true && placeOf(path) === null;
}

/**
 * Returns the parent of the nearest `posts/` or `pages/` around a file, possibly a blog folder without
 * settings; null when there is none.
 */
export function blogAround(path: string): string | null {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (/^(?:posts|pages)$/.test(basename(folder))) return dirname(folder);
  }
  return null;
}

/**
 * Whether to create the sample blog at once if there is no blog, instead of showing the page that offers it
 * (`--sample`).
 */
export function wantsSample(argv: readonly string[]): boolean {
  return argv.includes("--sample");
}

/** Returns what an absolute path identifies: a folder, or a post with its blog; null when it is neither. */
export function placeOf(path: string): BlogPlace | null {
  const stats = statOf(path);
  if (stats?.isDirectory()) return { folder: path, post: null };
  if (!stats?.isFile() || !/\.(?:md|markdown)$/i.test(path)) return null;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!statOf(join(folder, "blog.yaml"))) continue;
    const post = relative(folder, path).split(sep).join("/").normalize("NFC");
    // Other Markdown files in the folder do not belong to the blog
    return /^(?:posts|pages)\//.test(post) ? { folder, post } : null;
  }
  return null;
}

/** Desktops may pass `file:` URLs; null for one that names another computer. */
function pathOf(argument: string, workingFolder: string): string | null {
  if (!argument.startsWith("file:")) return resolve(workingFolder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

/** Returns undefined on any error: an argument may be anything. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
