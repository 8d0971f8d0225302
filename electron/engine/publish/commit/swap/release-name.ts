import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { z } from "zod";

const suffix = /\.hitofude-\d+-[0-9a-f]{8}$/;

/** Name of a release: a plain name with our suffix, so that nothing else is ever renamed or removed. */
export const releaseNameSchema = z
  .string()
  .refine((name) => suffix.test(name) && !/[/\\\0]/.test(name), "not a release's name");

/**
 * Returns the document root as the author and the web server call it, from its real path: a release is beside
 * it, with our suffix. So relative links and includes that lead out of the site work in every release.
 */
export function publicRoot(root: string): string {
  return root.replace(suffix, "");
}

/** Returns a name for a new release that is unique across blogs and clients. */
export function nameRelease(root: string, generation: number): string {
  return `${posix.basename(publicRoot(root))}.hitofude-${generation}-${randomBytes(4).toString("hex")}`;
}

/** Returns the path of a release. */
export function releasePath(root: string, name: string): string {
  return posix.join(posix.dirname(root), name);
}
