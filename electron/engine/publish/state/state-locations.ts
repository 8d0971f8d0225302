import { createHash } from "node:crypto";
import { posix } from "node:path";
import { publicRoot } from "../commit/swap/release-name.ts";

/** One possible location of a site's state directory. */
export interface StateLocation {
  readonly state: string;
  /**
   * The uppermost of the directories that Hitofude makes for the state: `state` itself, or one that contains
   * it. It is closed to other users.
   */
  readonly top: string;
}

/**
 * One possible location of the state directory, with two spellings of its name: with a leading dot and, for
 * servers that refuse such names, without one.
 */
export interface StateLocations {
  readonly dotted: StateLocation;
  readonly plain: StateLocation;
}

/**
 * Returns the possible locations of a site's state directory, best first: beside the document root, or inside
 * it under a name that nobody can guess. If the directory is beside the document root and its name has no
 * leading dot, the name cannot be guessed either: the parent folder may lie inside another site's document
 * root and be served.
 */
export function stateLocations(real: string, blogId: string): readonly StateLocations[] {
  const root = publicRoot(real);
  const secret = createHash("sha256").update(`hitofude state ${blogId}`).digest("hex").slice(0, 32);
  const folder = /^[\w-]{1,64}$/.test(blogId) ? blogId : secret;
  const below = (top: string, ...names: string[]): StateLocation => ({
    top,
    state: posix.join(top, ...names),
  });
  const [parent, base] = [posix.dirname(root), posix.basename(root)];
  const beside = {
    dotted: below(posix.join(parent, ".hitofude"), folder, base),
    plain: below(posix.join(parent, `hitofude-${secret}`), base),
  };
  const inside = {
    dotted: below(posix.join(root, `.hitofude-${secret}`)),
    plain: below(posix.join(root, `hitofude-${secret}`)),
  };
  return root === "/" ? [inside] : [beside, inside];
}

/** Whether a path is in one of our own directories, and so not part of the site. */
export function isInState(path: string): boolean {
  return path.includes("/.hitofude") || /\/hitofude-[0-9a-f]{32}(\/|$)/.test(path);
}
