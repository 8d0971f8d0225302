import { createHash } from "node:crypto";
import { posix } from "node:path";
import { publicRoot } from "../commit/swap/release-name.ts";

/** Where the state of a blog's site may lie. */
export interface StatePlace {
  readonly state: string;
  /** The highest of the folders that are ours; it is closed to others. */
  readonly top: string;
}

/** A place, and the one instead of it on a server that refuses names with a dot at their beginning. */
export interface StatePlaces {
  readonly dotted: StatePlace;
  readonly plain: StatePlace;
}

/**
 * The places for the state of a blog's site, best first: beside the document root, or inside under a name nobody guesses. Without a dot
 * the name is such a one wherever it lies: what is beside one site may be inside another.
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

/** Whether a path lies in a folder of our own, and not in the site. */
export function isInState(path: string): boolean {
  return path.includes("/.hitofude") || /\/hitofude-[0-9a-f]{32}(\/|$)/.test(path);
}
