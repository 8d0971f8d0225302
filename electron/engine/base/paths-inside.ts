import { join, sep } from "node:path";

/**
 * Returns a fast `join` for files inside a folder. Their paths have `/` between plain names and no `..`, so
 * that thousands of paths need no normalization.
 */
export function pathsInside(folder: string): (path: string) => string {
  const top = join(folder, sep);
  return sep === "/" ? (path) => top + path : (path) => join(top, path);
}
