import { expect, test } from "vitest";
import type { PostSummary } from "#contract/types/blog-types.ts";
import { groupPosts } from "#renderer/views/posts/post-groups.ts";
import { isSameLine } from "#renderer/views/posts/tree-line.tsx";
import { alikePosts, type TreeRow, treeRows } from "#renderer/views/posts/tree-rows.ts";
import { rowByWords, type TreeStep, treeStep } from "#renderer/views/posts/tree-step.ts";
import { postSummary as post } from "../support/post-summary.ts";

const groups = groupPosts(
  [
    post("draft", { state: "draft", date: null }),
    post("may"),
    post("late-april", { date: Date.UTC(2026, 3, 30) }),
    post("april", { date: Date.UTC(2026, 3, 2) }),
  ],
  { order: "newest", grouping: "month", timeZone: "UTC" },
);
const open = new Set(["group:draft", "group:published", "month:2026-04"]);
const rows = treeRows(groups, open);

test("the rows are those of the open groups, with their positions in the tree", () => {
  expect(
    rows.map(({ key, level, place, siblings, parent }) => [key, level, place, siblings, parent]),
  ).toEqual([
    ["group:draft", 1, 1, 2, null],
    ["draft", 2, 1, 1, "group:draft"],
    ["group:published", 1, 2, 2, null],
    ["month:2026-05", 2, 1, 2, "group:published"],
    ["month:2026-04", 2, 2, 2, "group:published"],
    ["late-april", 3, 1, 2, "month:2026-04"],
    ["april", 3, 2, 2, "month:2026-04"],
  ]);
  expect(rows.filter(({ group }) => group).map((row) => row.group && row.isOpen)).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

test("arrow keys move through the rows, open and close groups, and move to the group", () => {
  expect(step("ArrowDown", "draft")).toEqual(goTo("group:published"));
  expect(step("ArrowUp", "draft")).toEqual(goTo("group:draft"));
  expect(step("ArrowUp", "group:draft")).toEqual(goTo("group:draft"));
  expect(step("ArrowDown", "april")).toEqual(goTo("april"));
  expect(step("ArrowRight", "month:2026-05")).toEqual({ kind: "toggle", key: "month:2026-05" });
  expect(step("ArrowRight", "month:2026-04")).toEqual(goTo("late-april"));
  expect(step("ArrowRight", "april")).toBeNull();
  expect(step("ArrowLeft", "april")).toEqual(goTo("month:2026-04"));
  expect(step("ArrowLeft", "month:2026-04")).toEqual({ kind: "toggle", key: "month:2026-04" });
  expect(step("ArrowLeft", "month:2026-05")).toEqual(goTo("group:published"));
});

test("Home, End and Page keys move far, Enter and Space act, other keys have no function", () => {
  expect(step("Home", "april")).toEqual(goTo("group:draft"));
  expect(step("End", "draft")).toEqual(goTo("april"));
  expect(step("PageDown", "draft")).toEqual(goTo("month:2026-05"));
  expect(step("PageUp", "draft")).toEqual(goTo("group:draft"));
  expect(step("Enter", "april")).toEqual({ kind: "act", key: "april" });
  expect(step(" ", "month:2026-05")).toEqual({ kind: "act", key: "month:2026-05" });
  expect(step("Tab", "april")).toBeNull();
  expect(treeStep("ArrowDown", [], -1, () => 0)).toBeNull();
});

test("typed letters move to the next row that begins with them, past the end, regardless of case", () => {
  const names = ["鉛筆", "Apple", "apricot", "お茶"];
  const collator = new Intl.Collator("en", { usage: "search", sensitivity: "base" });
  const rows = { count: names.length, words: (index: number) => names[index] ?? "" };
  const find = (typed: string, from: number): number => rowByWords(rows, from, typed, collator);
  expect(find("a", 0)).toBe(1);
  expect(find("a", 2)).toBe(2);
  expect(find("AP", 3)).toBe(1);
  expect(find("apr", 0)).toBe(2);
  expect(find("鉛", 1)).toBe(0);
  expect(find("z", 0)).toBe(-1);
});

function at(key: string): number {
  return rows.findIndex((row: TreeRow) => row.key === key);
}

function goTo(key: string): TreeStep {
  return { kind: "go", to: at(key) };
}

/** Returns the result of a key on a row. A screen has two rows. */
function step(key: string, on: string): TreeStep | null {
  return treeStep(key, rows, at(on), (index, direction) => index + direction * 2);
}

test("posts with the same words, date and state are alike, and no others", () => {
  const row = (path: string, changes: Partial<PostSummary> = {}) =>
    post(path, { title: "", excerpt: "同じ", dateText: "5月1日", state: "draft", ...changes });
  const all = [
    row("a"),
    row("b", { dateText: "5月2日" }),
    row("c", { title: "同じ" }),
    row("d", { state: "published" }),
    row("e", { excerpt: "別" }),
    row("f"),
  ];
  expect([...alikePosts(all)].sort()).toEqual(["a", "c", "f"]);
  expect(alikePosts(all.slice(3, 5)).size).toBe(0);
});

test("after a change of the list only rows that show something else are rendered again", () => {
  const lines = (posts: readonly PostSummary[]) =>
    treeRows(groupPosts(posts, { order: "newest", grouping: "none", timeZone: "UTC" }), open).map(
      (place, index) => ({ place, post: place.post, line: index + 1, isTabStop: index === 0 }),
    );
  const [a, b, c] = [post("a"), post("b"), post("c")];
  const before = lines([a, b, c]);
  const same = (posts: readonly PostSummary[]) =>
    lines(posts).map((line, index) => {
      const earlier = before[index];
      return earlier !== undefined && isSameLine(earlier, line);
    });
  expect(same([a, b, c])).toEqual([true, true, true]);
  expect(same([a, { ...b, title: "別の題" }, c])).toEqual([true, false, true]);
  expect(same([b, a, c])).toEqual([false, false, true]);
  // The rows say how many rows there are.
  expect(same([a, b])).toEqual([false, false]);
});
