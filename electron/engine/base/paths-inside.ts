import { join, sep } from "node:path";

/**
 * Returns a function that joins `folder` and a path. The function is faster than `join` of `node:path`.
 * The path must not contain the names `.` and `..`.
 */
export function pathsInside(folder: string): (path: string) => string {
  const top = join(folder, sep);
  return sep === "/" ? (path) => top + path : (path) => join(top, path);
}
