import { changesBetween, type ListChanges } from "#contract/list-changes.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { type AddressSettings, addressOf, completeAddress, letteredPlace, withLetter } from "./addresses.ts";

/** Maps blog paths of posts to their letters, such as `b` in the address `20240102-0000-b.html`. */
export type Letters = ReadonlyMap<string, string>;

const none: Letters = new Map();

/** Placeholder for the letter in the pattern of an address. */
const word = "{letter}";

/** The search for the last used letter ends after this number of consecutive free letters. */
const longestGap = 26;

/** Assigns running letters to posts whose address pattern contains `{letter}`, and caches the letters. */
export class RunningLetters {
  #settings: AddressSettings | undefined;
  #posts: readonly Post[] = [];
  #letters = none;

  /** Returns the letters (a, b, c …) in the addresses of posts. `posts` must be all posts of the blog. */
  of(posts: readonly Post[], settings: AddressSettings): Letters {
    const isSame =
      this.#settings === settings && this.#areValid(changesBetween(this.#posts, posts), settings);
    if (!isSame) this.#letters = lettersOf(posts, settings);
    this.#settings = settings;
    this.#posts = posts;
    return this.#letters;
  }

  /** Whether the cached letters are still valid after changes of posts. */
  #areValid({ gone, fresh }: ListChanges<Post>, settings: AddressSettings): boolean {
    if (this.#letters === none) return fresh.every((post) => letteredPlace(post, settings) === undefined);
    const before = new Map(gone.map((post) => [post.path, post.factsKey]));
    return gone.length === fresh.length && fresh.every(({ path, factsKey }) => before.get(path) === factsKey);
  }
}

/**
 * Gives different letters to posts whose addresses would otherwise be equal.
 * Posts get the letters a, b, c … z, aa in the order of their dates. Drafts come last.
 * The letters begin after the last letter that a permalink, a page or an alias already uses.
 * Without `{letter}` in the pattern, posts of one day get letters only if their dates have no time.
 * Without `{letter}`, the first post of a day keeps the plain address. Later posts get `-b`, `-c` and so on.
 */
export function lettersOf(posts: readonly Post[], settings: AddressSettings): Letters {
  const places = gatherPlaces(posts, settings);
  if (places.size === 0) return none;
  const taken = takenKeys(posts, settings);
  const letters = new Map<string, string>();
  for (const [place, members] of places) {
    const isTaken = (at: number): boolean => taken.has(keyAt(place, at));
    let at = afterLast(isTaken);
    for (const { path } of members.sort(inOrder)) {
      while (isTaken(at)) at += 1;
      // Without `{letter}` in the pattern, the first post of a day gets no letter.
      if (at > 0 || place.includes(word)) letters.set(path, letterAt(at));
      at += 1;
    }
  }
  return letters;
}

function gatherPlaces(posts: readonly Post[], settings: AddressSettings): Map<string, Post[]> {
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

/** Converts a number to letters: 0 is a, 25 is z, 26 is aa. */
export function letterAt(at: number): string {
  const last = String.fromCharCode(97 + (at % 26));
  return at < 26 ? last : letterAt(Math.floor(at / 26) - 1) + last;
}

function inOrder(a: Post, b: Post): number {
  const rank = ({ status }: Post): number => (status === "draft" ? 1 : 0);
  return rank(a) - rank(b) || (a.date?.time ?? 0) - (b.date?.time ?? 0) || (a.path < b.path ? -1 : 1);
}

function takenKeys(posts: readonly Post[], settings: AddressSettings): Set<string> {
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
  if (place.includes(word)) return collisionKey(place.replaceAll(word, letterAt(at)));
  return collisionKey(at === 0 ? place : withLetter(place, letterAt(at)));
}
