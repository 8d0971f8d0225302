import { expect, test } from "vitest";
import { assignHeadingIds, slugify } from "#engine/markdown/render/heading-ids.ts";

test.each([
  ["はじめに", "はじめに"],
  ["Hello, World!", "hello-world"],
  ["A & B - C", "a-b-c"],
  ["か\u3099ぎ", "がぎ"],
  ["第1章　概要", "第1章-概要"],
  ["snake_case", "snake_case"],
  ["■！？", ""],
  ["👍", ""],
])("%s becomes %s", (text, slug) => {
  expect(slugify(text)).toBe(slug);
});

const words = (...texts: string[]): { text: string; explicit: null }[] =>
  texts.map((text) => ({ text, explicit: null }));

test("ids are unique, even if others look like numbered ones", () => {
  expect(assignHeadingIds(words("a", "a-1", "a", "a", "a-1"))).toEqual(["a", "a-1", "a-2", "a-3", "a-1-1"]);
});

test("headings without letters get numbers", () => {
  expect(assignHeadingIds(words("■", "題", "！"))).toEqual(["p01", "題", "p02"]);
});

test("an id that the author set goes to its heading, even if other headings have the same text", () => {
  const headings = [...words("上"), { text: "別", explicit: "上" }, { text: "次", explicit: "上" }];
  expect(assignHeadingIds(headings)).toEqual(["上-1", "上", "上-2"]);
});

test("no heading gets the id of a footnote or of a reference to it", () => {
  const ids = ["h-fn1", "h-fn1-1", "h-fnref2-3", "fn", "fnord"];
  expect(assignHeadingIds(words("Fn1", "fn1", "fnref2-3", "Fn", "Fnord"))).toEqual(ids);
});

test("each id gets the prefix", () => {
  expect(assignHeadingIds(words("a", "■"), "x-")).toEqual(["x-a", "x-p01"]);
});
