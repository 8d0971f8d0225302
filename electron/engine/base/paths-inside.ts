import { join, sep } from "node:path";

/** Returns a fast `join` with `folder`, for paths with `/` between plain names and without `..`. */
export function pathsInside(folder: string): (path: string) => string {
  const top = join(folder, sep);
  return sep === "/" ? (path) => top + path : (path) => join(top, path);
}
