import type { PostState, PostSummary } from "#contract/blog-types.ts";

/** Posts under one heading of the list. */
export interface PostGroup {
  /** Stable, and never the path of a post. */
  readonly id: string;
  readonly heading:
    | { readonly kind: "state"; readonly state: PostState }
    | { readonly kind: "pages" }
    /** The first moment of a month, for the heading's text; null for posts without a date. */
    | { readonly kind: "month"; readonly time: number | null };
  /** How many posts are under it, those of the months included. */
  readonly count: number;
  readonly posts: readonly PostSummary[];
  /** Months, under the published posts. */
  readonly groups: readonly PostGroup[];
}

const waitingStates = ["draft", "scheduled", "ready", "changed"] as const satisfies readonly PostState[];

/**
 * The list as it is shown: what is still to be done first, by state; then the published posts by month of the blog's
 * zone, newest first; then the pages. Headings without posts are left out. Within a group the order of `posts` stays.
 */
export function groupPosts(posts: readonly PostSummary[], timeZone: string): PostGroup[] {
  const groups = waitingStates.map((state) =>
    group(
      `group:${state}`,
      { kind: "state", state },
      posts.filter((post) => post.state === state),
    ),
  );
  const published = posts.filter((post) => post.state === "published");
  const months = groupByMonth(
    published.filter((post) => post.kind === "post"),
    timeZone,
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

/** Ids of the groups that are open at first: everything but the months before the newest. */
export function openAtFirst(groups: readonly PostGroup[]): string[] {
  return groups.flatMap(({ id, groups: months }) => [id, ...months.slice(0, 1).map((month) => month.id)]);
}

/** Ids of the groups that a post lies in, outermost first. */
export function groupsOf(groups: readonly PostGroup[], path: string): string[] {
  for (const { id, posts, groups: inner } of groups) {
    if (posts.some((post) => post.path === path)) return [id];
    const deeper = groupsOf(inner, path);
    if (deeper.length > 0) return [id, ...deeper];
  }
  return [];
}

function groupByMonth(posts: readonly PostSummary[], timeZone: string): PostGroup[] {
  const format = new Intl.DateTimeFormat("sv-SE", { year: "numeric", month: "2-digit", timeZone });
  const months = new Map<string, PostSummary[]>();
  for (const post of posts) {
    const month = post.date === null ? "" : format.format(post.date);
    const members = months.get(month);
    if (members) members.push(post);
    else months.set(month, [post]);
  }
  return [...months]
    .sort(([first], [second]) => (first < second ? 1 : -1))
    .map(([month, members]) =>
      group(`month:${month}`, { kind: "month", time: members[0]?.date ?? null }, members),
    );
}

function group(id: string, heading: PostGroup["heading"], posts: readonly PostSummary[]): PostGroup {
  return { id, heading, count: posts.length, posts, groups: [] };
}
