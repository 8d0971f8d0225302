import { expect, test } from "vitest";
import {
  countsCharacters,
  hasWords,
  TextCounter,
  type TextCounts,
} from "#renderer/views/text/text-counts.ts";
import { measureText } from "#engine/site/articles/measure-text.ts";
import { ended } from "../support/ended.ts";

const counted = (markdown: string): TextCounts => ended(new TextCounter().count(markdown));

test("Japanese is counted in characters, without white space and markup", () => {
  expect(counted("# 雨の日\n\n**静か**な　朝です。").characters).toBe(10);
});

test("a character outside the Basic Multilingual Plane counts as one", () => {
  expect(counted("𠮷野家🍚").characters).toBe(4);
});

test("addresses and fences are not counted", () => {
  expect(counted("[前の記事](https://example.jp/long/address.html)").characters).toBe(4);
  expect(counted("![庭](a.mp4){.half poster=../media/b.png} と [前](a.md){前|まえ}").characters).toBe(4);
  expect(counted("｜前《まえ》の{雨|あめ}、《《大事》》").characters).toBe(10);
  expect(counted("![庭](media/2026/05/a.png)\n```js\n雨\n```").characters).toBe(2);
});

test("English words are counted as words", () => {
  expect(counted("It’s a well-known fact, isn't it.").words).toBe(6);
});

test("the reading time includes both scripts and is never zero", () => {
  expect(counted("").minutes).toBe(1);
  expect(counted("雨".repeat(1500)).minutes).toBe(3);
  expect(counted("word ".repeat(400)).minutes).toBe(2);
});

test("the reading time is the one on the page", () => {
  const text = "「雨の日、傘のない日。」（一）・（二）…\n\n".repeat(40);
  for (const one of [text, "Rain, rain; and more (of it) - said he.\n".repeat(60), `${text}One word.`])
    expect(counted(one).minutes).toBe(measureText(one).minutes);
  expect(counted(text).minutes).toBe(2);
});

test("a text without words has no reading time", () => {
  expect(hasWords(counted("\n![](media/a.png)\n"))).toBe(false);
  expect(hasWords(counted("雨"))).toBe(true);
});

test("an English blog counts characters only for a Japanese text", () => {
  expect(countsCharacters("ja", counted("Hello"))).toBe(true);
  expect(countsCharacters("en", counted("Hello, world"))).toBe(false);
  expect(countsCharacters("en", counted("雨の日の話"))).toBe(true);
});

test("a long text is counted in steps, with the same result as the sum of its parts", () => {
  const part = "雨の[話](https://example.jp/a.html)。\n\n*word* and [a\nb](c.html)\n";
  for (const end of ["\n", "\r\n"]) {
    const long = `${part}\n`.repeat(2000).replaceAll("\n", end);
    expect([...new TextCounter().count(long)].length).toBeGreaterThan(5);
    const { characters, words } = counted(part);
    expect(counted(long)).toMatchObject({ characters: characters * 2000, words: words * 2000 });
  }
});

test("a text that was counted before has the same result as a new one", () => {
  const counter = new TextCounter();
  const text = "雨の日 and words.\n\n".repeat(3000);
  expect(ended(counter.count(text))).toEqual(counted(text));
  for (const at of [0, 20_000, text.length]) {
    const changed = `${text.slice(0, at)}雪 snow\n\n${text.slice(at)}`;
    expect(ended(counter.count(changed))).toEqual(counted(changed));
  }
});

test("a character with combining marks or joined emoji counts as one", () => {
  expect(counted("がぎ".normalize("NFD")).characters).toBe(2);
  expect(counted("葛\u{E0100}城市").characters).toBe(3);
  expect(counted("👨‍👩‍👧と👍🏽と❤️‍🔥と🇯🇵").characters).toBe(7);
  expect(counted("ｶﾞｷﾞ").characters).toBe(4);
  expect(counted("Two cafés".normalize("NFD")).words).toBe(2);
});

test("thematic breaks, underlines of headings and rules of tables are not counted", () => {
  expect(counted("雨\n\n---\n\n晴れ\n\n- - -\n\n題\n===\n").characters).toBe(4);
  expect(counted("| 雨 | 雪 |\n|:--|--:|\n| 風 | 雲 |\n").characters).toBe(4);
});
