import { expect, test } from "vitest";
import type { PostSummary } from "#contract/blog-types.ts";
import { postMatcher } from "#renderer/views/posts/match-posts.ts";
import { paletteItems } from "#renderer/views/sheets/palette-items.ts";

const post: PostSummary = {
  path: "posts/hitokoto/20260506-1800.md",
  kind: "post",
  section: "hitokoto",
  title: "ＷｉｎｄｏｗｓとＣ言語の覚え書き",
  excerpt: "本文の初め",
  date: null,
  dateText: "",
  updated: null,
  state: "draft",
  tags: ["備忘録"],
  thumbnail: null,
  problems: 0,
};

test.each([
  ["windows", true],
  ["覚え書き ｃ言語", true],
  ["備忘", true],
  ["20260506", true],
  ["覚え書き 雨", false],
  ["本文の初め", false],
])("%s → %s", (query, expected) => {
  expect(postMatcher(query)(post)).toBe(expected);
});

test("the palette finds commands by name and by id, and shows the newest posts at first", () => {
  const commands = [{ id: "publish", title: "公開する", shortcut: undefined } as const];
  const source = { commands, posts: [post], snippets: [], snippetWord: "定型文" };
  expect(paletteItems("公開", source)).toEqual({ commands, posts: [], snippets: [] });
  expect(paletteItems("publ", source).commands).toEqual(commands);
  expect(paletteItems(" ", { ...source, posts: Array(100).fill(post) }).posts).toHaveLength(6);
  expect(paletteItems("備忘", { ...source, posts: Array(100).fill(post) }).posts).toHaveLength(30);
});

test("the palette finds each snippet by its name, and all of them by what they are called", () => {
  const snippets = [
    { name: "Ｓｉｇｎ off", text: "Yours" },
    { name: "読書", text: "『』" },
  ];
  const source = { commands: [], posts: [], snippets, snippetWord: "定型文" };
  const found = (query: string): number[] => paletteItems(query, source).snippets.map(({ index }) => index);
  expect(found("sign")).toEqual([0]);
  expect(found("読書")).toEqual([1]);
  expect(found("定型")).toEqual([0, 1]);
  expect(found("snip 読")).toEqual([1]);
  expect(found("yours")).toEqual([]);
  // Commands and posts come first, until something is typed.
  expect(found("")).toEqual([]);
});
