import { expect, test } from "vitest";
import { groupPosts, groupsOf, openAtFirst } from "#renderer/views/posts/post-groups.ts";
import { postSummary as post } from "../support/post-summary.ts";

const posts = [
  post("draft", { state: "draft", date: null }),
  post("may"),
  // 31 March 16:00 UTC is already April in Tokyo.
  post("april", { date: Date.UTC(2026, 2, 31, 16) }),
  post("about", { kind: "page" }),
  post("changed", { state: "changed" }),
];

test("what is to be done comes first, then months of the blog's zone, then pages", () => {
  const groups = groupPosts(posts, "Asia/Tokyo");
  expect(groups.map(({ id, count }) => [id, count])).toEqual([
    ["group:draft", 1],
    ["group:changed", 1],
    ["group:published", 2],
    ["group:pages", 1],
  ]);
  expect(groups[2]?.groups.map(({ id }) => id)).toEqual(["month:2026-05", "month:2026-04"]);
});

test("at first all groups are open but for older months", () => {
  const open = openAtFirst(groupPosts(posts, "Asia/Tokyo"));
  expect(open).toContain("month:2026-05");
  expect(open).not.toContain("month:2026-04");
});

test("a post is found with all groups around it", () => {
  const groups = groupPosts(posts, "Asia/Tokyo");
  expect(groupsOf(groups, "april")).toEqual(["group:published", "month:2026-04"]);
  expect(groupsOf(groups, "nowhere")).toEqual([]);
});
