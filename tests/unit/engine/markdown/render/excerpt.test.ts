import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { excerpt, excerptOf, leadOf } from "#engine/markdown/render/excerpt.ts";

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
  ["ちょうど五つ", 6, "ちょうど五つ"],
  ["かき\u3099く", 2, "かき\u3099…"],
  ["ｶﾞｷﾞｸﾞ", 2, "ｶﾞｷﾞ…"],
  ["some words", 6, "some…"],
  ["some words", 9, "some…"],
  ["some words here", 10, "some words…"],
  ["It isn’t here", 6, "It…"],
  ["日本語Typescriptの話", 6, "日本語…"],
  ["値は12345です", 4, "値は…"],
  ["тихий дождь", 8, "тихий…"],
  ["conge\u0301dier tout", 5, "conge\u0301…"],
  ["au conge\u0301dier", 7, "au…"],
  ["か\u3099abc", 2, "か\u3099…"],
  ["abcdefgh", 5, "abcde…"],
  [`x ${"a".repeat(60)}`, 50, `x ${"a".repeat(48)}…`],
])("%j cut at %i is %j", (text, length, expected) => {
  expect(excerpt(text, length)).toBe(expected);
});

test("table cells are separate words", () => {
  const markdown = createMarkdown();
  const text = (source: string): string => excerpt(markdown.render(source).plainText, 40);
  expect(text("|名前|数|\n|-|-|\n|りんご|3|")).toBe("名前 数 りんご 3");
  expect(text("<table><tr><th>名前</th><th>数</th></tr><tr><td>りん<b>ご</b><td>3</table>")).toBe(
    "名前 数 りんご 3",
  );
  expect(text("<ul><li>一<li>二</ul>")).toBe("一 二");
});

test("a long text is cut, whatever its beginning is", () => {
  expect(excerpt("あ".repeat(1_000_000), 100)).toBe(`${"あ".repeat(100)}…`);
  expect(excerpt(`a${" ".repeat(1_000)}b`, 5)).toBe("a…");
});

test("<!--more--> ends the excerpt, which can be longer or shorter than usual", () => {
  const markdown = createMarkdown();
  const text = (source: string): string => excerptOf(markdown.render(source), 5);
  expect(text("一二三四五六七。**八**\n\n<!-- more -->\n\n九")).toBe("一二三四五六七。八");
  expect(text("一 &lt;二\n\n<!-- excerpt -->\n\n三")).toBe("一 <二");
  expect(text("<!--more-->\n\n一二三四五六")).toBe("一二三四五…");
  expect(text("一二三四五六\n\n<!-- note -->\n")).toBe("一二三四五…");
});

test.each([
  ["一\n\n<!--more-->\n\n二", "<p>一</p>"],
  ["一<!-- more -->二", "<p>一</p>"],
  ["一\n\n<!-- excerpt -->二", "<p>一</p>"],
  ["- 一\n- 二 **三<!--more-->四**", "<ul><li>一</li><li>二 <strong>三</strong></li></ul>"],
  ["<div title='a > b'>一<br>\n<!--more-->\n二</div>", "<div title='a > b'>一<br></div>"],
  ["![絵](a.png)\n\n<!--more-->\n\n二", /<img [^>]*>/],
  ["一\n\n二", null],
  ["一\n\n<!--more-->", null],
  ["<!--more-->\n\n二", null],
  ["`<!--more-->` 一", null],
])("the lead of %j", (source, lead) => {
  const found = leadOf(createMarkdown().render(source).html);
  if (typeof lead === "object" && lead !== null) expect(found).toMatch(lead);
  else expect(found?.replace(/\n/g, "") ?? null).toBe(lead);
});

test.each([
  ['雨。\n\n![船](a.jpg "火曜の **港**")\n\nそれから。', "雨。 それから。"],
  ['Rain.\n\n![](a.jpg "One & two")\n![](b.jpg "Three")\n\nThen.', "Rain. Then."],
  ['![](a.jpg "Only a caption")', "Only a caption"],
])("captions of images are not in the excerpt of %j, unless there are no other words", (source, expected) => {
  expect(excerptOf(createMarkdown().render(source), 40)).toBe(expected);
});
