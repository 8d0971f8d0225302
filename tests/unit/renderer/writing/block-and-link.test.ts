import { expect, test } from "vitest";
import { insertBlock } from "#renderer/writing/insert-block.ts";
import { dayOf, isOver, stampText } from "#renderer/writing/dates.ts";
import { ownPostAt, postLink } from "#renderer/writing/post-links.ts";

const block = { text: "【追記】\n", caret: 5 };

/** Returns the text after a block was inserted, with `|` at the caret. */
function after(text: string, place: "caret" | "end"): string {
  const offset = text.indexOf("|");
  const plain = text.replace("|", "");
  const {
    span,
    text: written,
    selection,
  } = insertBlock(plain, { position: place, offset: Math.max(0, offset) }, block);
  const edited = plain.slice(0, span.start) + written + plain.slice(span.end);
  expect(selection.end).toBe(selection.start);
  return `${edited.slice(0, selection.start)}|${edited.slice(selection.start)}`;
}

test.each([
  ["end", "あ。", "あ。\n\n【追記】\n|\n"],
  ["end", "", "【追記】\n|\n"],
  ["end", "あ。\n\n\n", "あ。\n\n【追記】\n|\n"],
  ["end", "あ。\r\n", "あ。\r\n\r\n【追記】\r\n|\r\n"],
  ["caret", "あ|い。\nう。\n\nえ。\n", "あい。\nう。\n\n【追記】\n|\n\nえ。\n"],
  ["caret", "あ。\n|\nえ。\n", "あ。\n\n【追記】\n|\n\nえ。\n"],
  ["caret", "|\n\nえ。", "【追記】\n|\n\nえ。"],
  ["caret", "あ。\r\n\r\nい|。\r\n\r\nう。", "あ。\r\n\r\nい。\r\n\r\n【追記】\r\n|\r\n\r\nう。"],
  ["caret", "```\na|\n\nb\n```\n\nえ。", "```\na\n\nb\n```\n\n【追記】\n|\n\nえ。"],
  ["caret", "あ|。", "あ。\n\n【追記】\n|\n"],
] as const)("a block is inserted at the %s of %j", (place, text, expected) => {
  expect(after(text, place)).toBe(expected);
});

test("a time is formatted in the blog's language", () => {
  expect(stampText("2022-05-06 08:03:05", "ja")).toBe("2022/5/6 8:03");
  expect(stampText("2022-05-06 08:03:05", "en")).toBe("2022-05-06 08:03");
  expect(dayOf("2022-05-06 08:03:05")).toBe("2022-05-06");
});

test.each([
  ["2022-05-05", true],
  ["2022-05-06", false],
  ["2022-5-7", false],
  ["2022-05-06 08:03", true],
  ["2022-05-06 8:04", false],
  ["2021-12-31 23:59", true],
  ["", false],
])("%s is over on 6 May at 8:03: %s", (date, over) => {
  expect(isOver(date, "2022-05-06 08:03:00")).toBe(over);
});

test.each([
  ["posts/hibi/b.md", "posts/hibi/a.md", "雨", "[雨](a.md)"],
  ["posts/hibi/b.md", "posts/futakoto/2022/a.md", "雨", "[雨](../futakoto/2022/a.md)"],
  ["posts/hibi/b.md", "pages/about.md", "雨", "[雨](../../pages/about.md)"],
  ["posts/hibi/b.md", "posts/hibi/雨 (1)　#2.md", "雨", "[雨](雨%20%281%29%E3%80%80%232.md)"],
  [
    "b.md",
    "a.md",
    "*[a]*_b_ `c` <i> &amp; A&B 「『い』」",
    "[\\*\\[a\\]\\*\\_b\\_ \\`c\\` \\<i\\> \\&amp; A&B 「『い』」](a.md)",
  ],
])("a link from %s to %s", (from, to, words, expected) => {
  expect(postLink(from, to, words)).toBe(expected);
});

const posts = [
  { path: "posts/hibi/a.md", address: "20220506-0000.html" },
  { path: "posts/hibi/b.md", address: "hibi/雨/index.html" },
  { path: "posts/hibi/c.md" },
];

test.each([
  ["https://example.jp/blog/20220506-0000.html#p01", "posts/hibi/a.md", "#p01"],
  ["https://example.jp/blog/hibi/%E9%9B%A8/", "posts/hibi/b.md", ""],
  ["http://127.0.0.1:8080/20220506-0000.html", "posts/hibi/a.md", ""],
  ["https://example.jp/20220506-0000.html", null, ""],
  ["https://example.com/blog/20220506-0000.html", null, ""],
  ["https://example.jp/blog/other.html", null, ""],
  ["https://example.jp/blog/%E9", null, ""],
  ["not an address", null, ""],
])("%s is the post %s", (url, path, anchor) => {
  const own = ownPostAt(url, ["", "https://example.jp/blog", "http://127.0.0.1:8080/"], posts);
  expect([own?.post.path ?? null, own?.anchor ?? ""]).toEqual([path, anchor]);
});
