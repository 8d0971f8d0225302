import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/create-markdown.ts";

const markdown = createMarkdown({ plainRuby: true });

test("a thousand quotations in each other end somewhere", () => {
  const { html } = markdown.render(`${">".repeat(1_000)} 深い`);
  expect(html.match(/<blockquote>/g)?.length).toBeLessThanOrEqual(100);
});

test("ten thousand headings of the same words have ten thousand ids and one table of contents", () => {
  const { headings, html } = markdown.render(`[toc]\n\n${"# 同じ\n\n".repeat(10_000)}`);
  expect(new Set(headings.map(({ id }) => id)).size).toBe(10_000);
  expect(html.match(/<li>/g)).toHaveLength(10_000);
});

test("5 MB of text are rendered", () => {
  const line = "日本語の長い文章を書きつづけます。";
  const count = Math.ceil(5_000_000 / (line.length * 3 + 2));
  expect(markdown.render(`${line}\n\n`.repeat(count)).html.match(/<p>/g)).toHaveLength(count);
});

/** Each of these takes minutes when a rule looks through the rest of the text at each character. */
test.each([
  ["brackets", "《"],
  ["plain ruby", "漢字《かな》"],
  ["kanji and brackets", "漢《"],
  ["bars", "｜漢"],
  ["braces", "{漢|"],
  ["addresses", "https://"],
  ["schemes", "https:"],
  ["closing brackets behind an address", "https://a.example/))))"],
  ["paths", "C:\\* "],
  ["paths on lines", "C:\\*\n"],
  ["definitions", "[a]: b\n\n"],
  ["tables of contents", "[toc]\n\n# a\n\n"],
  ["notes", "^[a]"],
  ["one note many times", "[^1] "],
  ["open boxes", "::: note\n"],
  ["open elements", "<div>\n\n"],
  ["elements closed that are not open", "<div>\n\n</p></b>\n\n"],
  ["unfinished tags", '<a "'],
  ["unfinished comments", "<!-- "],
  ["scripts", "<script> <script>"],
  ["attributes", "*a*{.b}"],
  ["open attributes", "a {"],
])("200,000 characters of %s are rendered", (_name, piece) => {
  const source = `[^1]: 注\n\n${piece.repeat(200_000 / piece.length)}`;
  expect(markdown.render(source).html.length).toBeGreaterThan(0);
});
