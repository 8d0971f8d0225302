import { expect, test } from "vitest";
import { excerpt } from "#engine/markdown/excerpt.ts";

test.each([
  ["短い文", 10, "短い文"],
  ["ちょうど五", 5, "ちょうど五"],
  ["長い文章です", 3, "長い文…"],
  ["一行目\n二行目", 20, "一行目 二行目"],
  ["  前後  ", 5, "前後"],
  ["👨‍👩‍👧‍👦家族です", 2, "👨‍👩‍👧‍👦家…"],
  ["か\u3099き\u3099く\u3099", 2, "か\u3099き\u3099…"],
  ["abc def", 4, "abc…"],
  ["", 5, ""],
])("%j cut at %i is %j", (text, length, expected) => {
  expect(excerpt(text, length)).toBe(expected);
});

test("a long text is cut, whatever its beginning looks like", () => {
  expect(excerpt("あ".repeat(1_000_000), 100)).toBe(`${"あ".repeat(100)}…`);
  expect(excerpt(`a${" ".repeat(1_000)}b`, 5)).toBe("a…");
});
