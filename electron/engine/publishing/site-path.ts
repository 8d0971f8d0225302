import { z } from "zod";

/** Segments that would lead elsewhere, or mean something else on another system. */
function isPlainSegment(segment: string): boolean {
  return segment !== "" && segment !== "." && segment !== ".." && !/[\\\0]/.test(segment);
}

/**
 * A path inside the document root, as it stands in the files of the state directory. What lies on a server may have been
 * written by anyone: a path with `..` in it must not lead a publish to files outside the site.
 */
export const sitePathSchema = z.string().refine((path) => path.split("/").every(isPlainSegment));
