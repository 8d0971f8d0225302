import { expect, test } from "vitest";
import { firstRows, groupPosts, groupsOf, openAtFirst } from "#renderer/views/posts/post-groups.ts";
import { postSummary as post } from "../support/post-summary.ts";

const posts = [
  post("draft", { state: "draft", date: null }),
  post("may"),
  // 31 March 16:00 UTC is already April in Tokyo.
  post("april", { date: Date.UTC(2026, 2, 31, 16) }),
  post("about", { kind: "page" }),
  post("changed", { state: "changed" }),
];

test("unfinished posts come first, then months in the blog's zone, then pages", () => {
  const groups = groupPosts(posts, "Asia/Tokyo");
  expect(groups.map(({ id, count }) => [id, count])).toEqual([
    ["group:draft", 1],
    ["group:changed", 1],
    ["group:published", 2],
    ["group:pages", 1],
  ]);
  expect(groups[2]?.groups.map(({ id }) => id)).toEqual(["month:2026-05", "month:2026-04"]);
});

test("at first all groups are open except older months", () => {
  const open = openAtFirst(groupPosts(posts, "Asia/Tokyo"));
  expect(open).toContain("month:2026-05");
  expect(open).not.toContain("month:2026-04");
});

test("all groups that contain a post are found", () => {
  const groups = groupPosts(posts, "Asia/Tokyo");
  expect(groupsOf(groups, "april")).toEqual(["group:published", "month:2026-04"]);
  expect(groupsOf(groups, "nowhere")).toEqual([]);
});

test("many posts of one state are divided into months, too, with ids of their own", () => {
  const many = Array.from({ length: 300 }, (_, day) =>
    post(`ready${day}`, { state: "ready", date: Date.UTC(2026, 4, 1) - day * 86_400_000 }),
  );
  const [ready, published] = groupPosts([...many, post("may")], "UTC");
  expect(ready).toMatchObject({ id: "group:ready", count: 300, posts: [] });
  expect(ready?.groups.map(({ id }) => id).slice(0, 2)).toEqual([
    "month:ready:2026-05",
    "month:ready:2026-04",
  ]);
  expect(ready?.groups.reduce((sum, { count }) => sum + count, 0)).toBe(300);
  expect(published?.groups.map(({ id }) => id)).toEqual(["month:2026-05"]);
});

test("of many rows, the first ones are shown, and all are counted", () => {
  const groups = firstRows(groupPosts(posts, "Asia/Tokyo"), 3);
  expect(groups.map(({ id, count }) => [id, count])).toEqual([
    ["group:draft", 1],
    ["group:changed", 1],
    ["group:published", 2],
  ]);
  expect(groups[2]?.groups.map(({ posts: rows }) => rows.map(({ path }) => path))).toEqual([["may"]]);
});
