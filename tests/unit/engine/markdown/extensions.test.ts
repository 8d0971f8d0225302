import { describe, expect, test } from "vitest";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";
import { renderBlocks } from "./render-blocks.ts";

const markdown = createMarkdown();
const html = (source: string): string => markdown.render(source).html;

describe("tables", () => {
  test("are in a scrollable box that is named by the columns", () => {
    expect(html("|名|**数** & `量`|\n|--|-:|\n|あ|1|")).toBe(
      '<div class="table-scroll" role="group" tabindex="0" aria-label="表：名、数 &amp; 量">\n<table>\n<thead>\n<tr>\n' +
        '<th>名</th>\n<th style="text-align:right"><strong>数</strong> &amp; <code>量</code></th>\n</tr>\n</thead>\n' +
        '<tbody>\n<tr>\n<td>あ</td>\n<td style="text-align:right">1</td>\n</tr>\n</tbody>\n</table>\n</div>\n',
    );
    const english = createMarkdown({ language: "en" });
    expect(english.render("|Name|{東\\|とう}|\n|-|-|").html).toContain('aria-label="Table: Name, 東"');
    expect(html("||![絵](a.png)|\n|-|-|\n|一|二|")).toContain('aria-label="表"');
  });

  test("are the same in lists and quotations", () => {
    expect(html("> |名|\n> |-|\n\n- |数|\n  |-|").match(/<div class="table-scroll"[^>]*>/g)).toEqual([
      expect.stringContaining("表：名"),
      expect.stringContaining("表：数"),
    ]);
  });
});

test("task lists are checkboxes that are named by their text", () => {
  expect(html("- [ ] やる\n- [x] やった **こと**")).toBe(
    '<ul>\n<li class="task"><label><input type="checkbox" disabled=""> やる</label></li>\n' +
      '<li class="task"><label><input type="checkbox" disabled="" checked=""> やった <strong>こと</strong></label></li>\n</ul>\n',
  );
  expect(html("- [ ]やらない")).not.toContain("checkbox");
  expect(html("[ ] 段落")).not.toContain("checkbox");
});

describe("edge cases of tables", () => {
  const cells = (source: string) =>
    [...html(source).matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/g)].map(([, cell]) => cell);

  test("fill short rows and cut long ones", () => {
    expect(cells("|a|b|\n|-|-|\n|一|\n|一|二|三|")).toEqual(["a", "b", "一", "", "一", "二"]);
  });

  test("accept escaped bars in text and code, need no outer bars, and may have only a header", () => {
    expect(cells("a|b\n-|-\n一\\|二|`x\\|y`")).toEqual(["a", "b", "一|二", "<code>x|y</code>"]);
    expect(cells("|見出し|\n|-|")).toEqual(["見出し"]);
  });

  test("begin directly after a paragraph and end at an empty line", () => {
    expect(html("文\n|a|\n|-|\n|一|\n\n続き")).toMatch(/^<p>文<\/p>.*<\/table>\n<\/div>\n<p>続き<\/p>\n$/s);
  });

  test("are text if the second line has another number of columns", () => {
    expect(html("|a|b|\n|-|\n|一|二|")).not.toContain("<table");
  });
});

test("questions and answers stay lines, or definitions, as they are written", () => {
  expect(createMarkdown({ breaks: true }).render("Q. 何ですか。\nA. それです。").html).toBe(
    "<p>Q. 何ですか。<br>\nA. それです。</p>\n",
  );
  expect(html("Q. 何ですか。\n: A. それです。")).toBe(
    "<dl>\n<dt>Q. 何ですか。</dt>\n<dd>A. それです。</dd>\n</dl>\n",
  );
});

test("definition lists", () => {
  expect(html("用語\n: 説明")).toBe("<dl>\n<dt>用語</dt>\n<dd>説明</dd>\n</dl>\n");
});

describe("footnotes", () => {
  const source = "一[^a]と^[その場]と一[^a]。\n\n[^a]: 注の*文*。\n";

  test("are numbered, linked both ways and labelled", () => {
    const rendered = html(source);
    expect(rendered).toContain('<a href="#fn1" id="fnref1" role="doc-noteref" aria-label="脚注1">1</a>');
    expect(rendered).toContain('id="fnref1-2"');
    expect(rendered).toContain('<li id="fn1"><p>注の<em>文</em>。 <a href="#fnref1" class="footnote-back"');
    expect(rendered).toContain('aria-label="脚注2の本文へ戻る"');
  });

  test("are a separate block after all others, on the line after the text, without line marks", () => {
    const { blocks } = renderBlocks(markdown, source);
    expect(blocks.map(({ startLine, endLine }) => [startLine, endLine])).toEqual([
      [0, 1],
      [4, 4],
    ]);
    expect(blocks[1]?.html).not.toContain("data-line");
  });

  test("without a reference are reported, because their text is not on the page", () => {
    const source = "本文[^a]\n\n[^a]: 使う\n\n[^b]: 使わない\n続き\n\n> [^c]: 引用の中\n\n[^a]: 二つ目の a";
    expect(markdown.render(source).problems).toEqual([
      { code: "markdown.swallowedDefinition", line: 2, text: "[^a]: 使う" },
      { code: "markdown.swallowedDefinition", line: 4, text: "[^b]: 使わない" },
      { code: "markdown.swallowedDefinition", line: 7, text: "[^c]: 引用の中" },
    ]);
    expect(markdown.render("[^a]: だけ").problems).toHaveLength(1);
    expect(markdown.render("本文[^a]\n\n[^a]: 使う").problems).toEqual([]);
  });

  test("get a prefix if several posts share a page", () => {
    const rendered = markdown.render(`# 題\n\n${source}`, { idPrefix: "p7-" }).html;
    expect([...rendered.matchAll(/(?:id="|href="#)([^"]*)/g)].every(([, id]) => id?.startsWith("p7-"))).toBe(
      true,
    );
  });
});

describe("boxes", () => {
  test("have a title of their own or the default one", () => {
    expect(html("::: warning 危険\n中\n:::")).toBe(
      '<div class="box box-warning" role="note">\n<p class="box-title">危険</p>\n<p>中</p>\n</div>\n',
    );
    expect(html("::: note\n中\n:::")).toContain('<p class="box-title">メモ</p>');
    expect(createMarkdown({ language: "en" }).render("::: note\nx\n:::").html).toContain(">Note<");
  });

  test("can be nested and collapsed", () => {
    expect(html(":::: details 題\n::: note\n中\n:::\n::::")).toBe(
      '<details class="box box-details">\n<summary>題</summary>\n' +
        '<div class="box box-note" role="note">\n<p class="box-title">メモ</p>\n<p>中</p>\n</div>\n</details>\n',
    );
  });

  test("with other names are text", () => {
    expect(html("::: danger\n中\n:::")).not.toContain("box");
  });
});

describe("attributes", () => {
  test.each([
    ["# 題 {#ue .a lang=en}", '<h1 id="ue" class="a" lang="en">題</h1>'],
    ["段落 {.lead}", '<p class="lead">段落</p>'],
    ["段落\n{.lead}", '<p class="lead">段落</p>'],
    ["- 項目 {.a}", '<li class="a">項目</li>'],
    ["**太字**{.a}です", '<p><strong class="a">太字</strong>です</p>'],
    ["[x](a.md){.a .b}", '<a href="a.md" class="a b">x</a>'],
    ["`x`{lang=en}", '<code lang="en">x</code>'],
    ["```js {.wide}\n1\n```", '<pre tabindex="0" class="wide"><code class="language-js">'],
  ])("%s", (source, expected) => {
    expect(html(source)).toContain(expected);
  });

  test.each([
    "段落 {onclick=alert(1)}",
    "段落 {.a onclick=x}",
    "段落 {style=&quot;x&quot;}",
    "段落{.a}",
    "{.a}",
    "**太字**{href=x}",
  ])("%s is text", (source) => {
    expect(html(source)).toMatch(/\{[^}]+\}<\/p>\n$/);
    expect(html(source)).not.toMatch(/<[^>]* (?:class|onclick|style|href)/);
  });
});

describe("contents", () => {
  test("are nested lists of all headings", () => {
    expect(html("[[toc]]\n\n# 一\n\n### 一の一\n\n## 一の二\n\n# 二 & 三")).toContain(
      '<nav class="contents" aria-label="目次">\n<ol>\n<li><a href="#一">一</a>\n<ol>\n<li><a href="#一の一">一の一</a></li>\n' +
        '<li><a href="#一の二">一の二</a></li>\n</ol>\n</li>\n<li><a href="#二-三">二 &amp; 三</a></li>\n</ol>\n</nav>\n',
    );
  });

  test("name a heading that has only images by their descriptions", () => {
    expect(html("[[toc]]\n\n# ![雨の庭](a.png)\n\n# 雨 ![庭](a.png)")).toContain(
      '<li><a href="#雨の庭">雨の庭</a></li>\n<li><a href="#雨">雨</a></li>',
    );
  });

  test("are inserted once, and not without headings", () => {
    expect(html("[toc]\n\n[TOC]\n\n# 題").match(/<nav/g)).toHaveLength(1);
    expect(html("[toc]")).toBe("");
    expect(html("- [toc]\n\n# 題")).not.toContain("<nav");
  });
});

describe("code", () => {
  test("is highlighted in known languages and by their aliases", () => {
    expect(html("```js\nconst a = 1;\n```")).toContain('<span class="hljs-keyword">const</span>');
    expect(html("```html\n<b>\n```")).toContain('&lt;<span class="hljs-name">b</span>&gt;');
  });

  test("stays plain and escaped in unknown languages, in long blocks and with long lines", () => {
    expect(html("```nadesiko\n<b>\n```")).toBe(
      '<pre tabindex="0"><code class="language-nadesiko">&lt;b&gt;\n</code></pre>\n',
    );
    expect(html(`\`\`\`js\n${"1;\n".repeat(40_000)}\`\`\``)).not.toContain("hljs");
    expect(html(`\`\`\`js\n${"1;".repeat(2_000)}\n\`\`\``)).not.toContain("hljs");
  });

  test("is the same from the cache", () => {
    const source = "```ts\nlet x: number = 1;\n```";
    expect(html(source)).toBe(html(source));
    expect(html("```js\nlet x: number = 1;\n```")).not.toBe(html(source));
  });
});

describe("figures", () => {
  test("are images alone in a paragraph, with the title as a caption", () => {
    expect(html('![絵](a.png "題 & 名")')).toBe(
      '<figure><img src="a.png" alt="絵" decoding="async"><figcaption>題 &amp; 名</figcaption></figure>\n',
    );
    expect(html('[![絵](a.png "題")](b.md)')).toContain('<figure><a href="b.md"><img');
  });

  test("are not images without a title or within text", () => {
    expect(html("![絵](a.png)")).toContain("<p><img");
    expect(html('見て ![絵](a.png "題")')).toContain('<p>見て <img src="a.png" alt="絵" title="題"');
  });
});

test("an image is described by all words of its text: with escapes, references, code and ruby", () => {
  expect(html("見て ![a\\_b &amp; `c` {漢字|かんじ} *d*](a.png)")).toContain('alt="a_b &amp; c 漢字 d"');
});

describe("galleries", () => {
  test("are images on lines of their own, also linked, with captions and their own lines", () => {
    const {
      html: shown,
      images,
      plainText,
    } = createMarkdown({}).render(
      '前\n\n![一](a.png "題 & 名")\n[![二](b.png)](b.md)  \n![三](c.png){.x}\n\n後',
    );
    expect(shown).toBe(
      '<p>前</p>\n<div class="gallery"><figure><img src="a.png" alt="一" decoding="async"><figcaption>題 &amp; 名</figcaption></figure>\n' +
        '<figure><a href="b.md"><img src="b.png" alt="二" loading="lazy" decoding="async"></a></figure>\n' +
        '<figure><img src="c.png" alt="三" class="x" loading="lazy" decoding="async"></figure></div>\n<p>後</p>\n',
    );
    expect(images.map(({ line }) => line)).toEqual([2, 3, 4]);
    expect(plainText).toBe("前\n題 & 名\n後");
  });

  test("contain neither words nor several images in a line, and are not in tight lists", () => {
    for (const text of ["![](a)\n言葉", "![](a) ![](b)\n![](c)", "![](a) ![](b)", "- ![](a)\n  ![](b)"]) {
      expect(html(text)).not.toContain("gallery");
    }
  });

  test("have smaller copies for half the width of the text", () => {
    const resolveImage = () => ({ src: "a.webp", width: 1600, height: 1200, srcset: "a-480.webp 480w" });
    const shown = (text: string): string => createMarkdown({}).render(text, { resolveImage }).html;
    expect(shown("![](a)\n![](b)")).toContain('sizes="(max-width: 720px) 50vw, 360px"');
    expect(shown("![](a)")).toContain('sizes="(max-width: 720px) 100vw, 720px"');
    expect(shown("![](a){.small}")).toContain('sizes="(max-width: 720px) 50vw, 240px"');
  });
});

test("images that are videos or sounds are players, with caption, size and description", () => {
  const resolveImage = (src: string) => ({ src: `m/${src}`, width: 640, height: 360, poster: "m/p.jpg" });
  const { html: shown, images } = createMarkdown({}).render(
    '![海](a.mp4 "題"){.half}\n\n![](b.MP3)\n\n![絵](c.png)',
    { resolveImage },
  );
  expect(shown).toBe(
    '<figure class="picture half"><video src="m/a.mp4" controls="" preload="metadata" width="640" height="360" style="aspect-ratio:640/360;object-fit:cover" poster="m/p.jpg" aria-label="海"></video><figcaption>題</figcaption></figure>\n' +
      '<p><audio src="m/b.MP3" controls="" preload="metadata"></audio></p>\n' +
      '<p><img src="m/c.png" alt="絵" width="640" height="360" decoding="async"></p>\n',
  );
  expect(images.map(({ src }) => src)).toEqual(["a.mp4", "b.MP3", "c.png"]);
});

test("a video shows the poster that its braces name, and other elements ignore it", () => {
  const resolveImage = (src: string) => ({ src: `m/${src}`, poster: "m/auto.jpg" });
  const render = (text: string) => createMarkdown({}).render(text, { resolveImage });
  const { html: shown, images } = render("![海](a.mp4){.half poster=b/c.jpg}");
  expect(shown).toBe(
    '<p class="picture half"><video src="m/a.mp4" controls="" preload="metadata" poster="m/b/c.jpg" aria-label="海"></video></p>\n',
  );
  expect(images).toEqual([
    { src: "a.mp4", alt: "海", line: 0 },
    { src: "b/c.jpg", alt: "", hasWords: true, line: 0 },
  ]);
  expect(render('![海](a.mp4){poster="b c.jpg"}').html).toContain('poster="m/b c.jpg"');
  expect(render("![絵](a.png){poster=b.jpg}").html).not.toContain("poster");
  expect(render("言葉 {poster=b.jpg}").html).toBe("<p>言葉</p>\n");
  const written = render('<video src="a.mp4" poster="b.jpg"></video>');
  expect(written.html).toContain('<video src="m/a.mp4" poster="m/b.jpg">');
  expect(written.images.map(({ src }) => src)).toEqual(["b.jpg", "a.mp4"]);
});

test("size and position of a lone image are classes of its paragraph or figure", () => {
  expect(html("![絵](a.png){.small .right .x}")).toBe(
    '<p class="picture small right"><img src="a.png" alt="絵" class="x" decoding="async"></p>\n',
  );
  expect(html('![絵](a.png "題"){.half}')).toBe(
    '<figure class="picture half"><img src="a.png" alt="絵" decoding="async"><figcaption>題</figcaption></figure>\n',
  );
  expect(html("見て ![絵](a.png){.small}")).toContain('<img src="a.png" alt="絵" class="small"');
});

test("the author's HTML is kept", () => {
  expect(html('<div class="x" onclick="y()">中</div>\n\n<b>太字</b>')).toBe(
    '<div class="x" onclick="y()">中</div>\n<p><b>太字</b></p>\n',
  );
});
