import { expect, test } from "vitest";
import { hitRows } from "#renderer/views/search/hit-list.tsx";

test("each post in the results has its lines, or one for its title, numbered across all posts", () => {
  const excerpt = { line: 3, before: "雨の", match: "日", after: "。" };
  const rows = hitRows([
    { path: "posts/a.md", excerpts: [excerpt, excerpt] },
    { path: "posts/b.md", excerpts: [] },
    { path: "posts/c.md", excerpts: [excerpt] },
  ]);
  expect(rows.map(({ path, lines }) => [path, lines.map(({ index }) => index)])).toEqual([
    ["posts/a.md", [0, 1]],
    ["posts/b.md", [2]],
    ["posts/c.md", [3]],
  ]);
  expect(rows[1]?.lines).toEqual([{ index: 2, path: "posts/b.md", excerpt: null }]);
});
