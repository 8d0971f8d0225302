import { expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

const markdown = createMarkdown({ breaks: true });

test("links have their source and line, in paragraphs, lists, notes and raw HTML", () => {
  const source = [
    "一 [a](a.md)",
    "二 https://example.com/",
    "",
    "- 三",
    "- [b](記事.md)",
    "",
    '<p><a class="x" href="c.md?x=1&amp;y=2">三</a></p>',
    "",
    "四 <a href='d.md'>四</a>[^1] ^[[f](f.md)]",
    "",
    "[^1]: [e](e.md)",
  ].join("\n");
  expect(markdown.render(source).links).toEqual([
    { href: "a.md", line: 0 },
    { href: "https://example.com/", line: 1 },
    { href: "%E8%A8%98%E4%BA%8B.md", line: 4 },
    { href: "c.md?x=1&y=2", line: 6 },
    { href: "d.md", line: 8 },
    { href: "e.md", line: 10 },
    { href: "f.md", line: 8 },
  ]);
});

test("escaped line ends count as lines", () => {
  const { links } = createMarkdown().render("日本語\n日本語\n[a](a.md)");
  expect(links).toEqual([{ href: "a.md", line: 2 }]);
});

test("links are resolved in every context", () => {
  const { html } = markdown.render(
    '[a](../hitokoto/x.md) <a href="y.md">b</a>\n\n<a href=z.md title="z.md">c</a>',
    {
      resolveLink: (href) => `/r/${href.replace(/\.md$/, ".html?a&b")}`,
    },
  );
  expect(html).toBe(
    '<p><a href="/r/../hitokoto/x.html?a&amp;b">a</a> <a href="/r/y.html?a&amp;b">b</a></p>\n' +
      '<p><a href="/r/z.html?a&amp;b" title="z.md">c</a></p>\n',
  );
});

test("images are resolved, and all but the first are loaded lazily", () => {
  const { html, images } = markdown.render(
    '![一](a.png)\n\n![二](b.png "題")\n\n<img alt="三" src="c.png">',
    {
      resolveImage: (src) => ({ src: `/m/${src}`, width: 4, height: 3, srcset: `/m/${src} 9w` }),
    },
  );
  expect(images).toEqual([
    { src: "a.png", alt: "一", line: 0 },
    { src: "b.png", alt: "二", line: 2 },
    { src: "c.png", alt: "三", line: 4 },
  ]);
  expect(html).toBe(
    '<p><img src="/m/a.png" alt="一" width="4" height="3" srcset="/m/a.png 9w" sizes="(max-width: 4px) 100vw, 4px" decoding="async"></p>\n' +
      '<figure><img src="/m/b.png" alt="二" width="4" height="3" srcset="/m/b.png 9w" sizes="(max-width: 4px) 100vw, 4px" loading="lazy" decoding="async">' +
      "<figcaption>題</figcaption></figure>\n" +
      '<img alt="三" src="/m/c.png" width="4" height="3" srcset="/m/c.png 9w" sizes="(max-width: 4px) 100vw, 4px" loading="lazy" decoding="async">',
  );
});

test("alternative text keeps escaped characters, code and emphasis as text", () => {
  expect(markdown.render("![a\\*b `c` **d**](x.png)").images[0]?.alt).toBe("a*b c d");
});

test("headings have level, id, text and line", () => {
  expect(markdown.render("# **一** `二`\n\n> ## 三\n\n四\n---").headings).toEqual([
    { level: 1, id: "一-二", text: "一 二", line: 0 },
    { level: 2, id: "三", text: "三", line: 2 },
    { level: 2, id: "四", text: "四", line: 4 },
  ]);
});

test("plain text has a line for each paragraph", () => {
  const source = [
    "# 題",
    "",
    "一**二**[三](a.md)![絵](b.png)[^1]",
    "四",
    "",
    "- 五",
    "- [ ] 六",
    "",
    "<p>七<!-- 注 --><script>八</script></p>",
    "",
    "```",
    "九",
    "```",
    "",
    "[^1]: 十",
  ].join("\n");
  expect(markdown.render(source).plainText).toBe("題\n一二三\n四\n五\n六\n七\n九\n十");
});

test("problems have 0-based lines of the body, in order", () => {
  const source = "一\n\n> 二\n> C:\\*.txt\n\n[メモ]: a.txt\n\n- \\\\host\\x";
  expect(markdown.render(source).problems.map(({ code, line }) => [code, line])).toEqual([
    ["markdown.windowsPath", 3],
    ["markdown.swallowedDefinition", 5],
    ["markdown.windowsPath", 7],
  ]);
});

test.each([
  ["##　題"],
  ["#\u00a0題"],
  ["##題"],
  ["-　項"],
  ["*\u00a0項"],
  ["> +　項"],
  ["- 項\n-　項"],
  ["1. 一\n\n   -　項"],
])("%j is reported, because its mark is not followed by a plain space", (source) => {
  const text = source.split("\n").at(-1)?.trim().replace(/^> /, "");
  expect(markdown.render(`一行。\n\n${source}`).problems).toEqual([
    { code: "markdown.markSpace", line: source.split("\n").length + 1, text },
  ]);
});

test("tags of other programs are reported with their lines, except in code and after a backslash", () => {
  const source = [
    '前 {{< map lat=1 >}} と {{<figure src="a.png">}}',
    "",
    "> {% include video.html",
    "> id=1 %}",
    "",
    "## 題 {: .wide}",
    "",
    "<div>",
    "{{ site.url }}",
    "</div>",
    "",
    "`{{< map >}}` \\{% raw %} $\\frac{{ a }}{{ b }}$ {漢字|かんじ} {#a} {{a}}",
    "",
    "```",
    "{% if x %}",
    "```",
  ].join("\n");
  expect(markdown.render(source).problems).toEqual([
    { code: "markdown.foreignTag", line: 0, text: "{{< map lat=1 >}}" },
    { code: "markdown.foreignTag", line: 0, text: '{{<figure src="a.png">}}' },
    { code: "markdown.foreignTag", line: 2, text: "{% include video.html id=1 %}" },
    { code: "markdown.foreignTag", line: 5, text: "{: .wide}" },
    { code: "markdown.foreignTag", line: 8, text: "{{ site.url }}" },
  ]);
});

test.each([
  ["#日記"],
  ["## 題"],
  ["##"],
  ["- 項"],
  ["-10 度"],
  ["**強く**"],
  ["　字下げ"],
  ["一 ##　二"],
  ["```\n-　項\n```"],
  ["`##`　題"],
  ["\\##　題"],
])("%j is not reported", (source) => {
  expect(markdown.render(source).problems).toEqual([]);
});

test("CRLF and lone CR are line ends, NUL is replaced", () => {
  expect(markdown.render("一\r\n\r\n二\r\r[a](a.md)\0").links).toEqual([{ href: "a.md", line: 4 }]);
  expect(markdown.render("a\0").html).toBe("<p>a\uFFFD</p>\n");
});
