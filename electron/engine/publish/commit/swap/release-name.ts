import { randomBytes } from "node:crypto";
import { posix } from "node:path";
import { z } from "zod";

const suffix = /\.hitofude-\d+-[0-9a-f]{8}$/;

/** Name of a release: a plain name with our ending, so that nothing else is ever renamed or removed for one. */
export const releaseNameSchema = z
  .string()
  .refine((name) => suffix.test(name) && !/[/\\\0]/.test(name), "not a release's name");

/**
 * The document root as it is called by the author and the web server, given what it really is: a release lies beside it, with an ending of
 * ours. So relative links and includes that lead out of the site lead to the same places from every release.
 */
export function publicRoot(root: string): string {
  return root.replace(suffix, "");
}

/** A name for a new release that no other blog and no other client gives. */
export function nameRelease(root: string, generation: number): string {
  return `${posix.basename(publicRoot(root))}.hitofude-${generation}-${randomBytes(4).toString("hex")}`;
}

/** Where the release of that name lies. */
export function releasePath(root: string, name: string): string {
  return posix.join(posix.dirname(root), name);
}
