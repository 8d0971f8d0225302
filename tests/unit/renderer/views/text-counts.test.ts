import { expect, test } from "vitest";
import { countsCharacters, countText } from "#renderer/views/text/text-counts.ts";

test("Japanese is counted in characters, without space and marks", () => {
  expect(countText("# 雨の日\n\n**静か**な　朝です。").characters).toBe(10);
});

test("a character outside the basic plane is one", () => {
  expect(countText("𠮷野家🍚").characters).toBe(4);
});

test("addresses and fences are not read", () => {
  expect(countText("[前の記事](https://example.jp/long/address.html)").characters).toBe(4);
  expect(countText("![庭](media/2026/05/a.png)\n```js\n雨\n```").characters).toBe(2);
});

test("words of English are counted as words", () => {
  expect(countText("It’s a well-known fact, isn't it.").words).toBe(6);
});

test("reading time adds both scripts and is never nothing", () => {
  expect(countText("").minutes).toBe(1);
  expect(countText("雨".repeat(1500)).minutes).toBe(3);
  expect(countText("word ".repeat(460)).minutes).toBe(2);
});

test("an English blog counts characters only for a Japanese text", () => {
  expect(countsCharacters("ja", "Hello")).toBe(true);
  expect(countsCharacters("en", "Hello, world")).toBe(false);
  expect(countsCharacters("en", "雨の日の話")).toBe(true);
});
