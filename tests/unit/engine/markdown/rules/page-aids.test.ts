import { describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import type { MarkdownOptions, RenderContext } from "#engine/markdown/types/markdown-types.ts";
import { renderBlocks } from "../render-blocks.ts";

/** Returns the HTML of the page, and checks that the preview has the same. */
function html(source: string, options: MarkdownOptions = {}): string {
  const markdown = createMarkdown(options);
  const published = markdown.render(source).html;
  const blocks = renderBlocks(markdown, source).blocks.map((block) => block.html);
  expect(blocks.join("").replace(/ data-line="\d+"/g, "")).toBe(published);
  return published;
}

describe("callouts", () => {
  test("are boxes with a title in the blog's language, or the author's", () => {
    expect(html("> [!TIP]\n> 茶を**淹れる**。")).toBe(
      '<div class="box box-tip" role="note">\n<p class="box-title">ヒント</p>\n<p>茶を<strong>淹れる</strong>。</p>\n</div>\n',
    );
    expect(html("> [!warning] 熱い & <b>\n>\n> 湯。", { language: "en" })).toBe(
      '<div class="box box-warning" role="note">\n<p class="box-title">熱い &amp; &lt;b&gt;</p>\n<p>湯。</p>\n</div>\n',
    );
    expect(html("> [!NOTE]", { language: "en" })).toContain('<p class="box-title">Note</p>\n</div>');
    expect(html("> [!note]- たたむ\n> 中")).toContain('<p class="box-title">たたむ</p>');
  });

  test("contain each other, quotations and lists", () => {
    const nested = html("> [!NOTE]\n> > [!CAUTION]\n> > 中\n>\n> > 引用\n>\n> - 項目\n\n> ただの引用");
    expect(nested.match(/<\/?(?:div|blockquote)/g)).toEqual([
      "<div",
      "<div",
      "</div",
      "<blockquote",
      "</blockquote",
      "</div",
      "<blockquote",
      "</blockquote",
    ]);
  });

  test("are quotations if they are switched off, or the marker is no known one", () => {
    expect(html("> [!NOTE]\n> 文", { callouts: false })).toContain("<blockquote>\n<p>[!NOTE]");
    expect(html("> [!MEMO]\n> 文")).toContain("<blockquote>\n<p>[!MEMO]");
    expect(html("> 文 [!NOTE]")).toContain("<blockquote>");
  });

  test("name the lines of their text", () => {
    const { links, headings } = createMarkdown().render(
      "前\n\n> [!NOTE]\n> 一\n> [二](a.md)\n>\n> ## 見出し",
    );
    expect(links).toEqual([{ href: "a.md", line: 4 }]);
    expect(headings).toMatchObject([{ text: "見出し", line: 6 }]);
  });
});

describe("links from headings to themselves", () => {
  test("lead to the heading's id and leave its text alone", () => {
    const markdown = createMarkdown({ headingLinks: true });
    const { html: page, headings, plainText } = markdown.render("## 茶 & `湯`\n\n題\n===\n\n## {#x}");
    expect(page).toContain(
      '<h2 id="茶-湯">茶 &amp; <code>湯</code><a class="heading-link" href="#茶-湯" aria-label="この見出しへ"></a></h2>',
    );
    expect(page.match(/class="heading-link"/g)).toHaveLength(3);
    expect(headings[0]?.text).toBe("茶 & 湯");
    expect(plainText).not.toContain("リンク");
  });

  test("are off without the option", () => {
    expect(html("## 茶")).toBe('<h2 id="茶">茶</h2>\n');
  });
});

describe("a table of contents by itself", () => {
  const long = "前書き\n\n> ## 一\n\n## 二\n\n文\n\n### 三";
  const nav = '<nav class="contents contents-automatic" aria-label="目次">';

  test("stands before the first heading of a text with enough of them", () => {
    expect(html(long, { contentsFrom: 3 })).toContain(
      `<p>前書き</p>\n${nav}\n<ol>\n<li><a href="#一">一</a>`,
    );
    expect(html("## 一\n\n## 二", { contentsFrom: 2 })).toMatch(/^<nav/);
    expect(html(long, { contentsFrom: 4 })).not.toContain("<nav");
    expect(html(long)).not.toContain("<nav");
  });

  test("is left out where the author placed one", () => {
    expect(html(`${long}\n\n[[toc]]`, { contentsFrom: 3 })).not.toContain("contents-automatic");
  });
});

describe("names of emoji", () => {
  const emoji = (source: string): string => html(source, { emoji: true });

  test("become emoji where they are known", () => {
    expect(emoji("お茶:tea:と**:+1:**、:smile::joy:")).toBe("<p>お茶🍵と<strong>👍</strong>、😄😂</p>\n");
    expect(emoji("10:100:30、a::tea:、 :nanika:、`:tea:`、https://example.com/:tea:/")).not.toMatch(/💯|🍵/u);
    expect(emoji(":tea\\: と :tea")).toBe("<p>:tea: と :tea</p>\n");
  });

  test("stay text without the option", () => {
    expect(html(":tea:")).toBe("<p>:tea:</p>\n");
  });
});

describe("links from pictures to their full size", () => {
  const resolveImage = (src: string) => ({ src, srcset: `${src}-640.jpg 640w` });
  const render = (text: string, context: RenderContext = { resolveImage }): string =>
    createMarkdown({ pictureLinks: true }).render(text, context).html;
  const link = /<a class="enlarge" href="([^"]*)"><img src="\1"[^>]*><\/a>/g;

  test("are around every described picture that has smaller copies", () => {
    const text = "文![茶](a.jpg)文\n\n![湯](b.jpg)\n\n![一](c.jpg)\n![二](d.jpg)";
    const found = [...render(text).matchAll(link)].map(([, href]) => href);
    expect(found).toEqual(["a.jpg", "b.jpg", "c.jpg", "d.jpg"]);
    expect(render('![湯](b.jpg "題")')).toMatch(/^<figure[^>]*><a class="enlarge"/);
    expect(render("![](a.jpg)")).not.toContain("<a");
    expect(render("![茶](a.jpg)", {})).not.toContain("<a");
    expect(html("![茶](a.jpg)")).not.toContain("<a");
  });

  test("are never inside another link", () => {
    for (const text of [
      "[![茶](a.jpg)](b.html)",
      '<a href="b.html">![茶](a.jpg)</a>',
      '<div><a href="b.html">\n\n![茶](a.jpg)\n\n</a></div>',
    ]) {
      expect(render(text)).not.toContain("enlarge");
      expect(render(`${text}\n\n![湯](c.jpg)`)).toContain('<a class="enlarge" href="c.jpg">');
    }
    expect(render('<abbr>茶</abbr><a id="x"></a>![茶](a.jpg)')).toContain("enlarge");
  });
});
