/** Number of posts that the newest page of a list shows, if the list has that many. */
const listSize = 20;

/**
 * Numbers of posts on the other pages. Not settings, because a change would move the boundaries of all pages
 * of a blog.
 */
const fewest = 16;
const most = 36;
/** One of so many posts ends a page that has the fewest posts already. The average page has about 23. */
const endsOneIn = 8;

/** What the pages of a list need to know of a post. */
export interface ListItem {
  /** Key of the post, which stays the same when the post is edited. */
  readonly key: string;
  /** Day of the post, `2022-05-06`. */
  readonly day: string;
}

/**
 * One page of a list and its items, newest first. `name` is null for the newest page, whose file is the
 * list's `index`; other pages are named by the day of their newest post. `older` and `newer` are the names of
 * the neighbouring pages.
 */
export interface ListPage<Item> {
  readonly name: string | null;
  readonly items: readonly Item[];
  readonly older: string | null;
  /** `index` for the list's newest page. */
  readonly newer: string | null;
}

interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * Divides a list, whose `items` are ordered oldest first, into pages. Where a page ends depends on the posts
 * near that place only, never on their number: a new or deleted post, wherever it is in the list, changes the
 * page it is on, and rarely a few beside it. The index shows the newest items, some of which may also be on
 * the page before it.
 */
export function paginate<Item>(items: readonly Item[], describe: (item: Item) => ListItem): ListPage<Item>[] {
  const ranges = items.length > listSize ? rangesOf(items, (item) => describe(item).key) : [];
  const rest = items.length - (ranges.at(-1)?.end ?? 0);
  const shown = Math.max(rest, listSize);
  const names = namesOf(
    ranges.map(({ end }) => items[end - 1]).map((item) => (item ? describe(item).day : "")),
  );
  // The page with the newest item that the index does not show
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

/** Returns the ranges of the complete pages, oldest first. Posts after the last one are on the index only. */
function rangesOf<Item>(items: readonly Item[], keyOf: (item: Item) => string): Range[] {
  const ranges: Range[] = [];
  let start = 0;
  for (const [at, item] of items.entries()) {
    const count = at + 1 - start;
    if (count < fewest || (count < most && !endsPage(keyOf(item)))) continue;
    ranges.push({ start, end: at + 1 });
    start = at + 1;
  }
  return ranges;
}

/** Whether a page ends with the post of this key: true for one of `endsOneIn` keys (FNV-1a). */
function endsPage(key: string): boolean {
  let hash = 0x811c_9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x0100_0193);
  // The lowest bits of this hash depend on few characters
  return ((hash >>> 16) ^ hash) % endsOneIn === 0;
}

/** Returns a name for each page from its day. Further pages that end on the same day get a number. */
function namesOf(days: readonly string[]): string[] {
  const counts = new Map<string, number>();
  return days.map((day) => {
    const count = (counts.get(day) ?? 0) + 1;
    counts.set(day, count);
    return count === 1 ? day : `${day}-${count}`;
  });
}
