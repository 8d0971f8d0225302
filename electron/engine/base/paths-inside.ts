import { join, sep } from "node:path";

/**
 * Gives the absolute paths of files inside a folder, as `join` would. Theirs have `/` between plain names: no `..`, nothing to
 * be tidied, which `join` looks for in thousands of paths.
 */
export function pathsInside(folder: string): (path: string) => string {
  const top = join(folder, sep);
  return sep === "/" ? (path) => top + path : (path) => join(top, path);
}
