import type { ListArrangement } from "#contract/main-contract.ts";
import type { PostState, PostSummary } from "#contract/types/blog-types.ts";
import { monthsIn, yearsIn } from "./post-months.ts";

/** Groups of posts, and further posts that are listed after the groups. */
export interface Grouped {
  readonly posts: readonly PostSummary[];
  readonly groups: readonly PostGroup[];
}

/** Posts under one heading of the list. */
export interface PostGroup extends Grouped {
  /** Identifies the group even after the list has changed. Never the same as the path of a post. */
  readonly id: string;
  readonly heading:
    | { readonly kind: "state"; readonly state: PostState }
    | { readonly kind: "section"; readonly section: string }
    | { readonly kind: "pages" }
    /** `time` is a time in the month or year, or null for posts without a date. */
    | { readonly kind: "month" | "year"; readonly time: number | null };
  /** Number of posts in the group, including the posts of its subgroups. */
  readonly count: number;
}

/** The author's choice of groups and order for the list of posts. */
export interface Grouping extends ListArrangement {
  /** Time zone of the blog. Months begin in this time zone. */
  readonly timeZone: string;
  /** Sections in their order. Each listed section has a group, even without posts. Default: none. */
  readonly sections?: readonly string[];
}

/**
 * The list divides the published posts into months if their number is at least `worthMonths`.
 * If the author has chosen a grouping for the list, `worthMonths` has no effect.
 */
const worthMonths = 50;
/** A group with at least this many unfinished posts is divided, because long lists render slowly. */
const manyPosts = 200;

const waitingStates = ["draft", "scheduled", "ready", "changed"] as const satisfies readonly PostState[];

/**
 * Caches, for each list of posts, the groups that were made last.
 * The list of all posts stays the same array during filtering, so that its groups are made only once.
 */
const known = new WeakMap<readonly PostSummary[], { readonly key: string; readonly grouped: Grouped }>();

/**
 * Groups the list of posts as the author has chosen. The order of the posts stays.
 * Makes an empty group only for a section that is in `sections`.
 */
export function groupPosts(posts: readonly PostSummary[], how: Grouping): Grouped {
  const key = JSON.stringify(how);
  const before = known.get(posts);
  if (before?.key === key) return before.grouped;
  const grouped = newGroups(posts, how);
  known.set(posts, { key, grouped });
  return grouped;
}

function newGroups(posts: readonly PostSummary[], how: Grouping): Grouped {
  if (how.grouping === "none") return { posts, groups: [] };
  const { sections = [] } = how;
  const groups = how.grouping === "section" ? sectionGroups(posts, sections) : stateGroups(posts, how);
  const isShown = ({ count, heading }: PostGroup): boolean =>
    count > 0 || (heading.kind === "section" && sections.includes(heading.section));
  return { posts: [], groups: groups.filter(isShown) };
}

function sectionGroups(posts: readonly PostSummary[], names: readonly string[]): PostGroup[] {
  const sections = byKey(
    posts.filter(({ kind }) => kind === "post"),
    ({ section }) => section,
  );
  const pages = posts.filter(({ kind }) => kind === "page");
  const groups = Array.from(new Set([...names, ...sections.keys()]), (section) =>
    group(`section:${section}`, { kind: "section", section }, sections.get(section) ?? []),
  );
  return [...groups, group("group:pages", { kind: "pages" }, pages)];
}

/**
 * Returns the unfinished posts by state, then the published posts, then the pages.
 * Published posts and other large groups are divided into months or years in the blog's time zone.
 */
function stateGroups(posts: readonly PostSummary[], how: Grouping): PostGroup[] {
  const states = byKey(posts, ({ state }) => state);
  const groups = waitingStates.map((state) => {
    const waiting = group(`group:${state}`, { kind: "state", state }, states.get(state) ?? []);
    return waiting.count < manyPosts ? waiting : divided(waiting, how, `${state}:`);
  });
  const published = states.get("published") ?? [];
  const pages = published.filter((post) => post.kind === "page");
  const rest = group(
    "group:published",
    { kind: "state", state: "published" },
    published.filter((post) => post.kind === "post"),
  );
  const isDivided = how.grouping !== "auto" || rest.count >= worthMonths;
  return [
    ...groups,
    isDivided ? divided(rest, how, "") : rest,
    group("group:pages", { kind: "pages" }, pages),
  ];
}

/**
 * Divides a group by month or year, in the order of its posts.
 * Automatic grouping leaves a group whole unless its posts are sorted by date.
 */
function divided(whole: PostGroup, { grouping, order, timeZone }: Grouping, prefix: string): PostGroup {
  const isByDate = order === "newest" || order === "oldest";
  if (grouping === "auto" && !isByDate) return whole;
  const kind = grouping === "year" ? "year" : "month";
  const nameOf = (kind === "year" ? yearsIn : monthsIn)(timeZone);
  const parts = byKey(whole.posts, ({ date }) => (date === null ? "" : nameOf(date)));
  const later = order === "oldest" ? -1 : 1;
  const groups = [...parts]
    .sort(([first], [second]) => (first < second ? later : -later))
    .map(([name, members]) =>
      group(`${kind}:${prefix}${name}`, { kind, time: members[0]?.date ?? null }, members),
    );
  return { ...whole, posts: [], groups };
}

/** Returns the first `limit` posts in their groups. The `count` of a group stays unchanged. */
export function firstRows({ posts, groups }: Grouped, limit: number): Grouped {
  let left = limit;
  const shorten = (inner: PostGroup): PostGroup => {
    const groups = inner.groups.flatMap((deeper) => (left > 0 ? [shorten(deeper)] : []));
    const posts = inner.posts.slice(0, left);
    left -= posts.length;
    return { ...inner, posts, groups };
  };
  const shortened = groups.flatMap((inner) => (left > 0 ? [shorten(inner)] : []));
  return { posts: posts.slice(0, left), groups: shortened };
}

/** Returns the ids of the groups that are open at first: all outer groups, and the first month in each. */
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

/** Whether a row of the list is a group. The row of a group has the group's id as its key. */
export function isGroup(key: string): boolean {
  return /^(?:group|month|year|section):/.test(key);
}

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

function group(id: string, heading: PostGroup["heading"], posts: readonly PostSummary[]): PostGroup {
  return { id, heading, count: posts.length, posts, groups: [] };
}
