import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { addressOf, collisionKey, completeAddress, letteredPlace } from "./addresses.ts";

/** The letters of posts, by blog path; posts without a letter in their address are absent. */
export type Letters = ReadonlyMap<string, string>;

const none: Letters = new Map();

/** The search for the last taken letter stops after this many free letters in a row. */
const longestGap = 26;

/**
 * Assigns posts the letters for `{letter}` in their section's pattern. Caches them: the posts are sorted
 * again only when more than texts changed and some post has a letter.
 */
export class RunningLetters {
  #settings: BlogSettings | undefined;
  #posts: readonly Post[] = [];
  #letters = none;

  /** Returns the letters of the blog's current posts. */
  of(posts: readonly Post[], settings: BlogSettings): Letters {
    const isNew = this.#settings !== settings || this.#posts.length !== posts.length;
    const isSame = !isNew && posts.every((post, at) => this.#isLettered(post, this.#posts[at], settings));
    if (!isSame) this.#letters = lettersOf(posts, settings);
    this.#settings = settings;
    this.#posts = posts;
    return this.#letters;
  }

  /** Whether a post's letter, and all that other posts' letters depend on, is unchanged. */
  #isLettered(post: Post, before: Post | undefined, settings: BlogSettings): boolean {
    if (post === before || post.factsKey === before?.factsKey) return true;
    return this.#letters === none && letteredPlace(post, settings) === undefined;
  }
}

/**
 * Returns the letters of posts whose address is not frozen yet: posts that share the rest of the address get
 * a, b, c … z, aa by date; drafts last. Letters start after the last taken one, so a frozen address never
 * moves, and a deleted post's letter between them is not reused.
 */
export function lettersOf(posts: readonly Post[], settings: BlogSettings): Letters {
  const places = gatherPlaces(posts, settings);
  if (places.size === 0) return none;
  const taken = takenKeys(posts, settings);
  const letters = new Map<string, string>();
  for (const [place, members] of places) {
    const isTaken = (at: number): boolean => taken.has(keyAt(place, at));
    let at = afterLast(isTaken);
    for (const { path } of members.sort(inOrder)) {
      while (isTaken(at)) at += 1;
      letters.set(path, letterAt(at));
      at += 1;
    }
  }
  return letters;
}

/** Groups posts whose addresses differ in the letter only. */
function gatherPlaces(posts: readonly Post[], settings: BlogSettings): Map<string, Post[]> {
  const places = new Map<string, Post[]>();
  for (const post of posts) {
    const place = letteredPlace(post, settings);
    if (place === undefined) continue;
    const members = places.get(place);
    if (members) members.push(post);
    else places.set(place, [post]);
  }
  return places;
}

/** Converts a number to its letter: 0 is a, 25 z, 26 aa. */
export function letterAt(at: number): string {
  const last = String.fromCharCode(97 + (at % 26));
  return at < 26 ? last : letterAt(Math.floor(at / 26) - 1) + last;
}

function inOrder(a: Post, b: Post): number {
  const rank = ({ status }: Post): number => (status === "draft" ? 1 : 0);
  return rank(a) - rank(b) || (a.date?.time ?? 0) - (b.date?.time ?? 0) || (a.path < b.path ? -1 : 1);
}

/** Returns the keys of all addresses, aliases included, that do not depend on letters or dates. */
function takenKeys(posts: readonly Post[], settings: BlogSettings): Set<string> {
  const keys = new Set<string>();
  for (const post of posts) {
    for (const alias of post.aliases) keys.add(collisionKey(completeAddress(alias)));
    if (post.kind !== "page" && post.properties.permalink === undefined) continue;
    const address = addressOf(post, settings, none);
    if (address.kind === "address") keys.add(collisionKey(address.address));
  }
  return keys;
}

function afterLast(isTaken: (at: number) => boolean): number {
  let next = 0;
  for (let at = 0; at < next + longestGap; at += 1) if (isTaken(at)) next = at + 1;
  return next;
}

function keyAt(place: string, at: number): string {
  return collisionKey(place.replaceAll("{letter}", letterAt(at)));
}
