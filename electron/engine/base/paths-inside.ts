import { join, sep } from "node:path";

/**
 * Returns a function that works like `join(folder, path)` but is faster, for thousands of paths.
 * The paths are not normalized, so they must have `/` between plain names and no `..`.
 */
export function pathsInside(folder: string): (path: string) => string {
  const top = join(folder, sep);
  return sep === "/" ? (path) => top + path : (path) => join(top, path);
}
