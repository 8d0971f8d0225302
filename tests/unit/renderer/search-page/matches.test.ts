import { expect, test } from "vitest";
import { excerptOf } from "#renderer/search-page/excerpt.ts";
import { findMatches, markMatches } from "#renderer/search-page/matches.ts";
import { readQuery } from "#renderer/search-page/query.ts";

function marked(text: string, query: string): string {
  const { pieces } = readQuery(query);
  return markMatches(text, findMatches(text, pieces))
    .map((stretch) => (stretch.marked ? `[${stretch.text}]` : stretch.text))
    .join("");
}

test.each([
  ["東京の空", "東京", "[東京]の空"],
  ["ﾌﾞﾛｸﾞとブログ", "ぶろぐ", "[ﾌﾞﾛｸﾞ]と[ブログ]"],
  ["100㌔走る", "キロ", "100[㌔]走る"],
  ["TypeScript and a script", "script", "TypeScript and a [script]"],
  ["type types", "TYPE", "[type] [type]s"],
  ["春の雨、雨の春", "雨 春", "[春]の[雨]、[雨]の[春]"],
  ["日記帳", "日記 記帳", "[日記][帳]"],
  ["葛\u{E0100}飾", "葛飾", "[葛\u{E0100}飾]"],
  ["<b>&amp;", "b", "<[b]>&amp;"],
])("in %j, %j is marked: %j", (text, query, expected) => {
  expect(marked(text, query)).toBe(expected);
});

test("quotation marks and punctuation around words are ignored", () => {
  expect(readQuery("「日記」、 “Next.js”。").pieces).toEqual(["日記", "next.js"]);
  expect(readQuery("東京、大阪（夏）").pieces).toEqual(["東京", "大阪(夏"]);
  expect(readQuery(" 　\n").pieces).toEqual([]);
});

test("an excerpt surrounds the matches, begins at a sentence, and marks cut ends", () => {
  const text = `${"はじめの文です。".repeat(30)}ここに捜しものの茶碗がある。${"あとの文です。".repeat(30)}`;
  const shown = excerptOf(text, ["茶碗"]);
  const words = shown.map((stretch) => stretch.text).join("");
  expect(words).toMatch(/^…(はじめの文です。)+ここに捜しものの茶碗がある。/);
  expect(words.length).toBeLessThan(110);
  expect(words.endsWith("…")).toBe(true);
  expect(shown.filter((stretch) => stretch.marked).map((stretch) => stretch.text)).toEqual(["茶碗"]);
});

test("an excerpt prefers a position with all words", () => {
  const text = `茶の話。${"間".repeat(300)}。茶と机の話。${"間".repeat(300)}。机の話。`;
  const words = excerptOf(text, ["茶", "机"])
    .map((stretch) => stretch.text)
    .join("");
  expect(words).toContain("茶と机の話");
});

test("an excerpt splits no character", () => {
  const text = `${"𠮷".repeat(200)}茶碗${"😀".repeat(200)}`;
  expect(
    excerptOf(text, ["茶碗"])
      .map((stretch) => stretch.text)
      .join(""),
  ).not.toMatch(/\p{Surrogate}/u);
});
