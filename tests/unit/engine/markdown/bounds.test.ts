import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

const markdown = createMarkdown({ plainRuby: true });

test("a thousand nested quotations are limited", () => {
  const { html } = markdown.render(`${">".repeat(1_000)} 深い`);
  expect(html.match(/<blockquote>/g)?.length).toBeLessThanOrEqual(100);
});

test("ten thousand equal headings get distinct ids and one table of contents", () => {
  const { headings, html } = markdown.render(`[toc]\n\n${"# 同じ\n\n".repeat(10_000)}`);
  expect(new Set(headings.map(({ id }) => id)).size).toBe(10_000);
  expect(html.match(/<li>/g)).toHaveLength(10_000);
});

test("5 MB of text are rendered", () => {
  const line = "日本語の長い文章を書きつづけます。";
  const count = Math.ceil(5_000_000 / (line.length * 3 + 2));
  expect(markdown.render(`${line}\n\n`.repeat(count)).html.match(/<p>/g)).toHaveLength(count);
});

test("a thousand nested lists keep all their text", () => {
  const source = Array.from({ length: 1_000 }, (_, depth) => `${" ".repeat(depth * 2)}- 項目${depth}`).join(
    "\n",
  );
  const { html, problems } = markdown.render(source);
  expect(html.match(/<ul>/g)?.length).toBeLessThanOrEqual(50);
  for (let depth = 0; depth < 1_000; depth++) expect(html).toContain(`項目${depth}`);
  expect(problems.map(({ code }) => code)).toContain("markdown.tooDeep");
});

test("nested boxes are limited, and reported", () => {
  const boxes = Array.from({ length: 300 }, (_, depth) => `${":".repeat(303 - depth)} note 箱${depth}`);
  const { html, problems } = markdown.render(`${boxes.join("\n")}\n中身`);
  expect(html.match(/<div class="box/g)?.length).toBeLessThanOrEqual(100);
  expect(html).toContain("中身");
  expect(problems.map(({ code }) => code)).toEqual(["markdown.tooDeep"]);
});

test("an unclosed formula stays text, with everything after it", () => {
  const { html, problems } = markdown.render(`$$\n${"文章です。\n".repeat(10_000)}\n終わり`);
  expect(html.match(/文章です。/g)).toHaveLength(10_000);
  expect(html).toContain("<p>終わり</p>");
  expect(problems).toMatchObject([{ code: "markdown.mathsUnreadable", line: 0 }]);
});

test("a formula that expands endlessly is reported", () => {
  const macros = "\\def\\a{\\a\\a}\\a";
  expect(markdown.render(`$$${macros}$$`).problems).toMatchObject([{ code: "markdown.mathsUnreadable" }]);
  expect(markdown.render(`$$${"{".repeat(6_000)}$$`).problems).toMatchObject([
    { code: "markdown.mathsUnreadable" },
  ]);
});

test("a table of 30,000 rows has 30,000 rows", () => {
  const { html } = markdown.render(`|品|数|\n|-|-:|\n${"|茶碗|2|\n".repeat(30_000)}`);
  expect(html.match(/<tr>/g)).toHaveLength(30_001);
});

test("a table whose rows are much shorter than its header stays bounded", () => {
  const columns = 5_000;
  const source = `${"|a".repeat(columns)}|\n${"|-".repeat(columns)}|\n${"|x\n".repeat(20_000)}`;
  const { html } = markdown.render(source);
  // markdown-it adds at most 65,536 cells, and ends the table there
  expect(html.match(/<td>/g)?.length).toBeLessThan(200_000);
  expect(html.match(/x/g)?.length).toBeGreaterThanOrEqual(20_000);
});

test("a paragraph of 5 MB without a line end is rendered", () => {
  const sentence = "長い文章を、改行せずに書きつづけます。";
  const count = Math.ceil(5_000_000 / (sentence.length * 3));
  expect(markdown.render(sentence.repeat(count)).html.match(/。/g)).toHaveLength(count);
});

/** Each of these takes minutes if a rule scans the rest of the text at each character. */
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
  ["brackets of links", "["],
  ["brackets of images", "!["],
  ["links begun", "[a]("],
  ["links in links", "[a](b"],
  ["emphasis begun", "*a **a "],
  ["emphasis beside Japanese brackets", "**「"],
  ["stars and lines", "*_"],
  ["tildes", "~~a"],
  ["tags begun", "<a "],
  ["CDATA", "<![CDATA["],
  ["ampersands", "&#1"],
  ["dollars", "$"],
  ["formulas begun", "$a "],
  ["blocks of formulas begun", "$$a\n"],
  ["fractions", "$\\frac{"],
  ["bars of ruby", "｜a《"],
  ["quotations and lists", "> - "],
  ["lists", "- a\n"],
  ["loose lists", "- a\n\n"],
  ["lists on one line", "- "],
  ["quotations of fifty levels", `${">".repeat(50)} a\n`],
  ["tables", "|a|b|\n|-|-|\n|c|d|\n\n"],
  ["lines of tables", "|-\n"],
  ["bars of tables", "|"],
  ["definition lists", "a\n: b\n\n"],
  ["boxes", "::: note\n:::\n"],
  ["notes in notes", "^["],
  ["definitions of notes", "[^1]\n\n[^1]: a\n\n"],
  ["fences", "```\n"],
  ["diagrams", "```mermaid\nflowchart TD\nA --> B\n```\n"],
  ["underlined headings", "a\n=\n"],
  ["tabs", "-\t"],
  ["joined emoji", "👨‍👩‍👧‍👦"],
  ["combining marks", "\u0301"],
  ["attributes", "*a*{.b}"],
  ["open attributes", "a {"],
])("200,000 characters of %s are rendered", (_name, piece) => {
  const source = `[^1]: 注\n\n${piece.repeat(200_000 / piece.length)}`;
  expect(markdown.render(source).html.length).toBeGreaterThan(0);
});
