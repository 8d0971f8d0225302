import { join, sep } from "node:path";

/** Returns a function that joins `folder` with paths without `.` or `..`, faster than `join`. */
export function pathsInside(folder: string): (path: string) => string {
  const top = join(folder, sep);
  return sep === "/" ? (path) => top + path : (path) => join(top, path);
}
