import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { z } from "zod";

const suffix = /\.hitofude-\d+-[0-9a-f]{8}$/;

/**
 * Name of a release. The suffix protects all other folders: a publish removes only folders with the suffix.
 */
export const releaseNameSchema = z
  .string()
  .refine((name) => suffix.test(name) && !/[/\\\0]/.test(name), "not a release's name");

/**
 * Returns the path that the author and the web server use for the document root.
 * `root` is that path with symbolic links resolved. It may be the path of a release.
 */
export function publicRoot(root: string): string {
  return root.replace(suffix, "");
}

/** Returns a name for a new release that no other blog or client uses. */
export function nameRelease(root: string, generation: number): string {
  return `${posix.basename(publicRoot(root))}.hitofude-${generation}-${randomBytes(4).toString("hex")}`;
}

/** Returns the path of a release from its name. Releases are next to the document root. */
export function releasePath(root: string, name: string): string {
  return posix.join(posix.dirname(root), name);
}
