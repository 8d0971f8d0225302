import { createHash } from "node:crypto";
import { posix } from "node:path";
import { publicRoot } from "../commit/swap/release-name.ts";

/** A possible location for the state of a blog's site. */
export interface StatePlace {
  readonly state: string;
  /** The topmost of our folders; it is closed to other users. */
  readonly top: string;
}

/** A location, and its alternative on servers that refuse names with a leading dot. */
export interface StatePlaces {
  readonly dotted: StatePlace;
  readonly plain: StatePlace;
}

/**
 * Returns the possible locations of the state of a blog's site, best first: beside the document root, or
 * inside it under an unguessable name. Names without a dot are always unguessable: a folder beside one site
 * may be inside another.
 */
export function statePlaces(real: string, blogId: string): readonly StatePlaces[] {
  const root = publicRoot(real);
  const secret = createHash("sha256").update(`hitofude state ${blogId}`).digest("hex").slice(0, 32);
  const folder = /^[\w-]{1,64}$/.test(blogId) ? blogId : secret;
  const below = (top: string, ...names: string[]): StatePlace => ({ top, state: posix.join(top, ...names) });
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

/** Whether a path is in one of our own folders, and so not part of the site. */
export function isInState(path: string): boolean {
  return path.includes("/.hitofude") || /\/hitofude-[0-9a-f]{32}(\/|$)/.test(path);
}
