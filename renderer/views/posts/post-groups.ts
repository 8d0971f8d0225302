import type { PostState, PostSummary } from "#contract/types/blog-types.ts";

/** Posts under one heading of the list. */
export interface PostGroup {
  /** Identifies the group across changes of the list; never equal to the path of a post. */
  readonly id: string;
  readonly heading:
    | { readonly kind: "state"; readonly state: PostState }
    | { readonly kind: "pages" }
    /** `time` is the time at which the month begins; null for posts without a date. */
    | { readonly kind: "month"; readonly time: number | null };
  /** Number of posts in the group, including those in `groups`. */
  readonly count: number;
  readonly posts: readonly PostSummary[];
  /** The months that divide the group; empty if the group is not divided. */
  readonly groups: readonly PostGroup[];
}

/** Minimum number of posts for dividing a group into months; a longer list would be slow. */
const manyPosts = 200;

const waitingStates = ["draft", "scheduled", "ready", "changed"] as const satisfies readonly PostState[];

/**
 * Groups the list of posts: unfinished posts by state, then published posts, then pages.
 * Published posts, and other large groups, are divided into months, the newest first.
 */
export function groupPosts(posts: readonly PostSummary[], timeZone: string): PostGroup[] {
  const states = byKey(posts, ({ state }) => state);
  const groups = waitingStates.map((state) => {
    const waiting = group(`group:${state}`, { kind: "state", state }, states.get(state) ?? []);
    if (waiting.count < manyPosts) return waiting;
    return { ...waiting, posts: [], groups: groupByMonth(waiting.posts, timeZone, `month:${state}:`) };
  });
  const published = states.get("published") ?? [];
  const months = groupByMonth(
    published.filter((post) => post.kind === "post"),
    timeZone,
    "month:",
  );
  const pages = published.filter((post) => post.kind === "page");
  return [
    ...groups,
    {
      id: "group:published",
      heading: { kind: "state", state: "published" } as const,
      count: published.length - pages.length,
      posts: [],
      groups: months,
    },
    group("group:pages", { kind: "pages" }, pages),
  ].filter(({ count }) => count > 0);
}

/** Returns the groups with only the first `limit` posts; `count` still includes all posts. */
export function firstRows(groups: readonly PostGroup[], limit: number): PostGroup[] {
  let left = limit;
  const shorten = (group: PostGroup): PostGroup => {
    const posts = group.posts.slice(0, left);
    left -= posts.length;
    return { ...group, posts, groups: group.groups.flatMap((inner) => (left > 0 ? [shorten(inner)] : [])) };
  };
  return groups.flatMap((group) => (left > 0 ? [shorten(group)] : []));
}

/** Returns the ids of the groups that are open at first: all outer groups, and the newest month in each. */
export function openAtFirst(groups: readonly PostGroup[]): string[] {
  return groups.flatMap(({ id, groups: months }) => [id, ...months.slice(0, 1).map((month) => month.id)]);
}

/** Returns the ids of the groups that contain a post, the outer group first. */
export function groupsOf(groups: readonly PostGroup[], path: string): string[] {
  for (const { id, posts, groups: inner } of groups) {
    if (posts.some((post) => post.path === path)) return [id];
    const deeper = groupsOf(inner, path);
    if (deeper.length > 0) return [id, ...deeper];
  }
  return [];
}

function groupByMonth(posts: readonly PostSummary[], timeZone: string, prefix: string): PostGroup[] {
  const monthOf = monthsIn(timeZone);
  const months = byKey(posts, ({ date }) => (date === null ? "" : monthOf(date)));
  return [...months]
    .sort(([first], [second]) => (first < second ? 1 : -1))
    .map(([month, members]) =>
      group(`${prefix}${month}`, { kind: "month", time: members[0]?.date ?? null }, members),
    );
}

/** Groups posts by a key, keeping their order. */
function byKey<Key>(
  posts: readonly PostSummary[],
  keyOf: (post: PostSummary) => Key,
): Map<Key, readonly PostSummary[]> {
  const groups = new Map<Key, PostSummary[]>();
  for (const post of posts) {
    const key = keyOf(post);
    const members = groups.get(key);
    if (members) members.push(post);
    else groups.set(key, [post]);
  }
  return groups;
}

/** Caches of the month of each time, by time zone, because calendar functions are slow. */
const knownMonths = new Map<string, (time: number) => string>();

function monthsIn(timeZone: string): (time: number) => string {
  const known = knownMonths.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("sv-SE", { year: "numeric", month: "2-digit", timeZone });
  const months = new Map<number, string>();
  const monthOf = (time: number): string => {
    const month = months.get(time) ?? format.format(time);
    months.set(time, month);
    return month;
  };
  knownMonths.set(timeZone, monthOf);
  return monthOf;
}

function group(id: string, heading: PostGroup["heading"], posts: readonly PostSummary[]): PostGroup {
  return { id, heading, count: posts.length, posts, groups: [] };
}
