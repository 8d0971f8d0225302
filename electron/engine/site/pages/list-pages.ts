/** Maximum number of posts on the newest page of a list. */
export const listSize = 20;

/**
 * A page ends at a post whose hash is higher than the hashes of the `reach` posts on each side.
 * The hash depends on the post and on the list.
 * Otherwise, deleting one post would often move page boundaries in all lists that contain the post.
 * Never change `reach`, because a change would move the boundaries of all pages of a blog.
 */
export const reach = 11;

/** The values that decide how a list of posts is divided into pages. */
export interface ListItems<Item> {
  /** Name of the list. It is part of each post's hash, so that equal lists are divided differently. */
  readonly list: string;
  /** Returns the key of a post. The key stays the same when the post is edited. */
  keyOf(item: Item): string;
  /** Returns the day of a post, `2022-05-06`. */
  dayOf(item: Item): string;
  /** Maximum number of posts on all complete pages together (see `ListTurns`). Default: no maximum. */
  readonly end?: number;
}

/**
 * One page of a list and its items, newest first.
 * `name` is the day of the newest post of this page.
 * `name` is null for the index, the page with the newest posts.
 * `older` and `newer` are the names of the neighbouring pages.
 */
export interface ListPage<Item> {
  readonly name: string | null;
  readonly items: readonly Item[];
  readonly older: string | null;
  readonly newer: string | null;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Divides a list into pages. `items` must be ordered oldest first.
 * Whether a page ends at a post depends only on the `reach` posts before it and after it.
 * A new or deleted post usually changes one page, and at most three.
 */
export function paginate<Item extends object>(
  items: readonly Item[],
  { list, keyOf, dayOf, end = items.length }: ListItems<Item>,
): ListPage<Item>[] {
  const all = items.length > listSize ? rangesOf(items, list, keyOf) : [];
  const ranges = all.filter((range) => range.end <= end);
  const rest = items.length - (ranges.at(-1)?.end ?? 0);
  const shown = Math.max(rest, listSize);
  const names = namesOf(ranges.map(({ end }) => items[end - 1]).map((item) => (item ? dayOf(item) : "")));
  // The index shows the newest posts. Its link `older` leads to the page that contains the next older post.
  const older = ranges.findIndex(({ end }) => end >= items.length - shown);
  const pages: ListPage<Item>[] = [
    { name: null, items: items.slice(-shown).reverse(), older: names[older] ?? null, newer: null },
  ];
  for (const [at, { start, end }] of ranges.entries()) {
    pages.push({
      name: names[at] ?? "",
      items: items.slice(start, end).reverse(),
      older: names[at - 1] ?? null,
      newer: names[at + 1] ?? "index",
    });
  }
  return pages;
}

/** Returns the range of items on each complete page, oldest page first. */
function rangesOf<Item extends object>(
  items: readonly Item[],
  list: string,
  keyOf: (item: Item) => string,
): Range[] {
  const ofList = hashOf(list);
  const hashes = new Uint32Array(items.length);
  for (let at = 0; at < items.length; at += 1)
    hashes[at] = mixed(hashOfItem(items[at] as Item, keyOf) ^ ofList);
  const ranges: Range[] = [];
  let start = 0;
  for (let at = reach; at + reach < hashes.length; at += 1) {
    if (!isHighest(hashes, at)) continue;
    ranges.push({ start, end: at + 1 });
    start = at + 1;
  }
  return ranges;
}

/**
 * Returns the hash of a post in a list.
 * The hash decides where pages end, and of which list the post is a turn (see `ListTurns`).
 */
export function hashIn(list: string, key: string): number {
  return mixed(hashOf(key) ^ hashOf(list));
}

const itemHashes = new WeakMap<object, number>();

/** Returns the hash of an item's key. Hashes are cached, because an item is on several lists. */
function hashOfItem<Item extends object>(item: Item, keyOf: (item: Item) => string): number {
  const known = itemHashes.get(item);
  if (known !== undefined) return known;
  const hash = hashOf(keyOf(item));
  itemHashes.set(item, hash);
  return hash;
}

/** Whether the hash at index `at` exceeds all hashes at a distance of up to `reach`. */
function isHighest(hashes: Uint32Array, at: number): boolean {
  const hash = hashes[at] ?? 0;
  for (let step = 1; step <= reach; step += 1) {
    if ((hashes[at - step] ?? 0) >= hash || (hashes[at + step] ?? 0) >= hash) return false;
  }
  return true;
}

/** Returns the FNV-1a hash of a key, mixed so that similar keys get different high bits. */
function hashOf(key: string): number {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x0100_0193);
  return mixed(hash);
}

/** Mixes the bits of a hash (the last steps of MurmurHash3). Different hashes stay different. */
function mixed(hash: number): number {
  const half = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  const whole = Math.imul(half ^ (half >>> 13), 0xc2b2_ae35);
  return (whole ^ (whole >>> 16)) >>> 0;
}

/**
 * Returns the names of pages. A page is named after the day of its newest post: `2022-05-06`.
 * If several pages have the same day, the names of the later pages get a number.
 */
function namesOf(days: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return days.map((day) => {
    const count = (counts.get(day) ?? 0) + 1;
    counts.set(day, count);
    return count === 1 ? day : `${day}-${count}`;
  });
}
