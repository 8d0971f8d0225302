import { posix } from "node:path";
import type { OutputFile } from "#engine/site/output/site-output.ts";
import { parentDirectories } from "../base/directories.ts";

/** Whether a file contains rules or passwords of an Apache server, such as `.htaccess` or `.htpasswd`. */
export function isServerRule(path: string): boolean {
  return /(?:^|\/)\.ht[^/]*$/.test(path);
}

/** Whether a file contains the user names and passwords of a section. */
export function isPasswordFile(path: string): boolean {
  return path.endsWith("/.htpasswd");
}

/**
 * Whether a file contains rules or passwords by which Apache protects pages and pictures.
 * An `.htaccess` that only redirects does not count: the build gives it the group `list`.
 */
export function isProtection({ path, group }: Pick<OutputFile, "path" | "group">): boolean {
  return group === "asset" && isServerRule(path);
}

/** Returns a function that checks whether a path is a server rule in a folder above the given files. */
export function rulesOf(paths: Iterable<string>): (path: string) => boolean {
  const folders = new Set(parentDirectories(paths));
  return (path) => isServerRule(path) && folders.has(posix.dirname(path));
}

/**
 * Returns the pages and pictures that would be unprotected because some rules are not published.
 * `isLost` returns true for each rules file that is not published.
 */
export function unprotectedWithout<T extends Pick<OutputFile, "path" | "group">>(
  puts: readonly T[],
  isLost: (put: T) => boolean,
): T[] {
  const rules = puts.filter((put) => isProtection(put) && isLost(put));
  const folders = rules.map(({ path }) => `${posix.dirname(path)}/`);
  return puts.filter((put) => !isProtection(put) && folders.some((folder) => put.path.startsWith(folder)));
}
