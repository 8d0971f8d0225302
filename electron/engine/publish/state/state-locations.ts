import { createHash } from "node:crypto";
import { posix } from "node:path";
import { publicRoot } from "./release-name.ts";

/** One possible location of a site's state directory. */
export interface StateLocation {
  readonly state: string;
  /** The uppermost directory that Hitofude makes for the state. Other users have no access to it. */
  readonly top: string;
}

/** A possible location of a state directory, under its two names: with and without a leading dot. */
export interface StateLocations {
  readonly dotted: StateLocation;
  readonly plain: StateLocation;
}

/**
 * Returns the possible locations of a site's state directory, best first.
 * The first location is next to the document root. The second is in the document root, at a secret path.
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

/** Whether a path is inside a state directory of Hitofude, so that it does not belong to the site. */
export function isInState(path: string): boolean {
  return path.includes("/.hitofude") || /\/hitofude-[0-9a-f]{32}(\/|$)/.test(path);
}
