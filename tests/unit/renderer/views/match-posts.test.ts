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
  expect(paletteItems("公開", commands, [post])).toEqual({ commands, posts: [] });
  expect(paletteItems("publ", commands, [post]).commands).toEqual(commands);
  expect(paletteItems(" ", commands, Array(100).fill(post)).posts).toHaveLength(6);
  expect(paletteItems("備忘", commands, Array(100).fill(post)).posts).toHaveLength(30);
});
