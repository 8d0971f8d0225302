import { expect, test } from "vitest";
import { firstRows, groupPosts, groupsOf, openAtFirst } from "#renderer/views/posts/post-groups.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { postSummary as post } from "../support/post-summary.ts";

const byMonth = { order: "newest", grouping: "month", timeZone: "Asia/Tokyo" } as const;

const posts = [
  post("draft", { state: "draft", date: null }),
  post("may"),
  // 31 March 16:00 UTC is already April in Tokyo.
  post("april", { date: Date.UTC(2026, 2, 31, 16) }),
  post("about", { kind: "page" }),
  post("changed", { state: "changed" }),
];

test("unfinished posts come first, then months in the blog's zone, then pages", () => {
  const groups = grouped(posts);
  expect(groups.map(({ id, count }) => [id, count])).toEqual([
    ["group:draft", 1],
    ["group:changed", 1],
    ["group:published", 2],
    ["group:pages", 1],
  ]);
  expect(groups[2]?.groups.map(({ id }) => id)).toEqual(["month:2026-05", "month:2026-04"]);
});

test("at first all groups are open except older months", () => {
  const open = openAtFirst(grouped(posts));
  expect(open).toContain("month:2026-05");
  expect(open).not.toContain("month:2026-04");
});

test("all groups that contain a post are found", () => {
  const groups = grouped(posts);
  expect(groupsOf(groups, "april")).toEqual(["group:published", "month:2026-04"]);
  expect(groupsOf(groups, "nowhere")).toEqual([]);
});

test("many posts of one state are divided into months, too, with ids of their own", () => {
  const many = Array.from({ length: 300 }, (_, day) =>
    post(`ready${day}`, { state: "ready", date: Date.UTC(2026, 4, 1) - day * 86_400_000 }),
  );
  const [ready, published] = grouped([...many, post("may")]);
  expect(ready).toMatchObject({ id: "group:ready", count: 300, posts: [] });
  expect(ready?.groups.map(({ id }) => id).slice(0, 2)).toEqual([
    "month:ready:2026-05",
    "month:ready:2026-04",
  ]);
  expect(ready?.groups.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  expect(published?.groups.map(({ id }) => id)).toEqual(["month:2026-05"]);
});

test("of many rows, the first ones are shown, and all are counted", () => {
  const groups = firstRows(groupPosts(posts, byMonth), 3).groups;
  expect(groups.map(({ id, count }) => [id, count])).toEqual([
    ["group:draft", 1],
    ["group:changed", 1],
    ["group:published", 2],
  ]);
  expect(groups[2]?.groups.map(({ posts: rows }) => rows.map(({ path }) => path))).toEqual([["may"]]);
});

test("the published posts are divided by month only if there are many, unless the author chose otherwise", () => {
  const some = Array.from({ length: 40 }, (_, index) =>
    post(`p${index}`, { date: Date.UTC(2026, 4 - index, 6) }),
  );
  const months = (list: readonly PostSummary[], changes: object): number =>
    grouped(list, changes).find(({ id }) => id === "group:published")?.groups.length ?? 0;
  expect(months(some, { grouping: "auto" })).toBe(0);
  expect(months(some, { grouping: "month" })).toBe(40);
  const many = [...some, ...some.map((each) => ({ ...each, path: `${each.path}-2` }))];
  expect(months(many, { grouping: "auto" })).toBe(40);
  // In another order, months would not follow one another.
  expect(months(many, { grouping: "auto", order: "title" })).toBe(0);
});

test("years and sections are groups, too, and a list without groups has its posts at the top", () => {
  const years = grouped(posts, { grouping: "year" }).find(({ id }) => id === "group:published");
  expect(years?.groups.map(({ id, count }) => [id, count])).toEqual([["year:2026", 2]]);
  const sections = grouped([...posts, post("essay", { section: "futakoto" })], { grouping: "section" });
  expect(sections.map(({ id, count }) => [id, count])).toEqual([
    ["section:hitokoto", 4],
    ["section:futakoto", 1],
    ["group:pages", 1],
  ]);
  const flat = groupPosts(posts, { ...byMonth, grouping: "none" });
  expect(flat).toEqual({ groups: [], posts });
  expect(firstRows(flat, 2).posts.map(({ path }) => path)).toEqual(["draft", "may"]);
});

test("with the oldest posts first, the oldest month comes first", () => {
  const oldest = [...posts].reverse();
  const [months] = grouped(oldest, { order: "oldest" }).filter(({ id }) => id === "group:published");
  expect(months?.groups.map(({ id }) => id)).toEqual(["month:2026-04", "month:2026-05"]);
});

function grouped(list: readonly PostSummary[], changes = {}) {
  return groupPosts(list, { ...byMonth, ...changes }).groups;
}

test("sections have groups in their order, also without posts, and sections that only posts name come last", () => {
  const how = { order: "newest", grouping: "section", timeZone: "Asia/Tokyo" } as const;
  const written = [
    post("old", { section: "lost" }),
    post("may", { section: "diary" }),
    post("about", { kind: "page" }),
  ];
  const ids = (sections: string[]) =>
    groupPosts(written, { ...how, sections }).groups.map(({ id, count }) => [id, count]);
  expect(ids(["trips", "diary"])).toEqual([
    ["section:trips", 0],
    ["section:diary", 1],
    ["section:lost", 1],
    ["group:pages", 1],
  ]);
  expect(ids([]).map(([id]) => id)).toEqual(["section:lost", "section:diary", "group:pages"]);
});
