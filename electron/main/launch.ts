import { type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isMarkdownFile } from "#contract/text/markdown-text.ts";

/** A blog folder. `post` is the blog path of the post to show, or null for the last opened post. */
export interface LaunchTarget {
  readonly folder: string;
  readonly post: string | null;
}

/** Returns the first argument that is an existing folder or a post of a blog, or null. */
export function readLaunch(
  argv: readonly string[],
  workingFolder: string,
  packaged: boolean,
): LaunchTarget | null {
  for (const path of namedPaths(argv, workingFolder, packaged)) {
    const target = launchTarget(path);
    if (target) return target;
  }
  return null;
}

/** Returns the absolute paths of all arguments that are Markdown files outside of blogs. */
export function readLooseFiles(
  argv: readonly string[],
  workingFolder: string,
  packaged: boolean,
): readonly string[] {
  return [...new Set(namedPaths(argv, workingFolder, packaged).filter(isLooseFile))];
}

/** Whether a path is a Markdown file that is neither a post nor a page of a blog. */
export function isLooseFile(path: string): boolean {
  return isMarkdownFile(path) && statOf(path)?.isFile() === true && launchTarget(path) === null;
}

/** Returns the parent of the nearest folder `posts` or `pages` around a file. Null if there is none. */
export function blogAround(path: string): string | null {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (/^(?:posts|pages)$/.test(basename(folder))) return dirname(folder);
  }
  return null;
}

/** Whether the command line has `--sample`. This option makes the sample blog if there is no blog yet. */
export function wantsSample(argv: readonly string[]): boolean {
  return argv.includes("--sample");
}

/** Returns what is at an absolute path: a folder, or a post of a blog. Null for anything else. */
export function launchTarget(path: string): LaunchTarget | null {
  const stats = statOf(path);
  if (stats?.isDirectory()) return { folder: path, post: null };
  if (!stats?.isFile() || !isMarkdownFile(path)) return null;
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    if (!statOf(join(folder, "blog.yaml"))) continue;
    const post = relative(folder, path).split(sep).join("/").normalize("NFC");
    // Markdown files elsewhere in the blog folder do not belong to the blog.
    return /^(?:posts|pages)\//.test(post) ? { folder, post } : null;
  }
  return null;
}

/**
 * Returns the absolute paths that the arguments name.
 * Skips the program folder that is the first argument during development (`electron <program folder>`).
 */
function namedPaths(argv: readonly string[], workingFolder: string, packaged: boolean): string[] {
  const named = argv.slice(1).filter((argument) => !argument.startsWith("-"));
  const paths = (packaged ? named : named.slice(1)).map((argument) => pathOf(argument, workingFolder));
  return paths.filter((path) => path !== null);
}

/** Returns the absolute path that an argument names, or null for a `file:` URL of another computer. */
function pathOf(argument: string, workingFolder: string): string | null {
  if (!argument.startsWith("file:")) return resolve(workingFolder, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

/** Returns the file's attributes, or undefined after any error, because an argument may be any text. */
function statOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
