import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { z } from "zod";

const suffix = /\.hitofude-\d+-[0-9a-f]{8}$/;

/**
 * Name of a release. It must have our suffix and no slash, so that nothing but a release is ever renamed or
 * removed.
 */
export const releaseNameSchema = z
  .string()
  .refine((name) => suffix.test(name) && !/[/\\\0]/.test(name), "not a release's name");

/**
 * Returns the document root as the author and the web server name it. `root` is its real path. If the
 * document root is a symbolic link to a release, its real path is the path of that release, a directory
 * beside the link. The name of the release is the name of the link with our suffix, so the suffix is removed.
 * Since releases are beside the document root, relative links and includes that point outside the site work
 * in each of them.
 */
export function publicRoot(root: string): string {
  return root.replace(suffix, "");
}

/** Returns a name for a new release that no other blog or client uses. */
export function nameRelease(root: string, generation: number): string {
  return `${posix.basename(publicRoot(root))}.hitofude-${generation}-${randomBytes(4).toString("hex")}`;
}

/** Returns the path of a release, which is beside the document root, from its name. */
export function releasePath(root: string, name: string): string {
  return posix.join(posix.dirname(root), name);
}
