import { expect, test } from "vitest";
import { type ConvertedHtml, HtmlConverter } from "#engine/markdown/from-html/import/html-converter.ts";
import { factsOfHtml } from "#engine/markdown/from-html/import/html-facts.ts";
import { createMarkdown } from "#engine/markdown/render/create-markdown.ts";

const markdown = createMarkdown({ language: "ja", breaks: true });
const converter = new HtmlConverter({ markdown, breaks: true });

function converted(html: string): ConvertedHtml {
  const result = converter.convert(html);
  // Readers see the same, whether HTML is converted or kept
  expect(result.isSame).toBe(true);
  expect(factsOfHtml(markdown.render(result.text).html)).toEqual(factsOfHtml(html));
  return result;
}

test.each([
  ["<p>雨の<b>「日」</b>です。<br>傘を<i>買う</i></p>", "雨の**「日」**です。\n傘を*買う*"],
  ["一行目<br><br>二段落目<br />\n<br />\n<br />三段落目", "一行目\n\n二段落目\n\n三段落目"],
  ["<strong>一</strong><strong>二</strong>", "**一二**"],
  ["<b>一<br><br>二</b>", "**一**\n\n**二**"],
  [
    '<h3 id="ame">雨</h3><h3 id="雨-1">雨</h3><h4 id="晴れ">晴れ</h4>',
    "### 雨 {#ame}\n\n### 雨 {#雨-1}\n\n#### 晴れ",
  ],
  [
    '<pre class="code lang-js" data-lang="js" data-unlink>var a = 1;\n\nif (a &lt; 2) b();</pre>',
    "```js\nvar a = 1;\n\nif (a < 2) b();\n```",
  ],
  ["<pre>一<br>```<br>二</pre>", "````\n一\n```\n二\n````"],
  ["<dl><dt>雨</dt><dd>水</dd><dt>雪</dt><dd>氷</dd></dl>", "雨\n: 水\n\n雪\n: 氷"],
  ["<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>", "{漢字|かんじ}"],
  ["<table><tr><th>名</th></tr><tr><td>雨<br>雪</td></tr></table>", "| 名   |\n| --- |\n| 雨<br>雪 |"],
  ["前<!-- more -->後", "前\n\n<!--more-->\n\n後"],
  ["H<sub>2</sub>O と <u>下線</u>", "H<sub>2</sub>O と <u>下線</u>"],
  [
    "<p><a href='#a'>上</a></p><p><a name='a'></a>文</p><a name='2005/05@1'></a>後",
    '[上](#a)\n\n<a id="a"></a>文\n\n<a id="2005/05@1"></a>後',
  ],
  ['<h3 id="a.1">雨</h3><a id="x" href="y">リンク</a>', '### <a id="a.1"></a>雨\n\n[リンク](y)'],
  ["<figure><img src='a.jpg' alt='海'><figcaption>夏の海</figcaption></figure>", '![海](a.jpg "夏の海")'],
  ["<figure><a href='javascript:open(1)'><img src='a.jpg' alt='海'></a></figure>", "![海](a.jpg)"],
  [
    "<img src='/a b(1).jpg'><a href='x'><img src='b.jpg' alt='空'></a>",
    "![](</a b(1).jpg>)[![空](b.jpg)](x)",
  ],
  ["<a href='http://example.com/'>http://example.com/</a>", "<http://example.com/>"],
  [
    "<p>:) $5 と $6、{.x}、～～、~~a~~、|a|、《《x》》、^[n]、|漢《か》</p>",
    ":) \\$5 と $6、\\{.x}、～～、\\~~a\\~~、\\|a\\|、\\《《x》》、\\^\\[n\\]、\\|漢《か》",
  ],
  [
    "<p>Shift_JIS の a_b_c、[追記] 雨。[1]</p><p>[x] と [^1] と [a](b) と [a]: b と _x_</p>",
    "Shift_JIS の a_b_c、[追記] 雨。\\[1\\]\n\n\\[x\\] と \\[^1\\] と \\[a\\](b) と \\[a\\]: b と \\_x\\_",
  ],
])("%s", (html, text) => {
  const result = converted(html);
  expect(result.isHtml).toBe(false);
  expect(result.text).toBe(text);
});

test.each([
  ["<p>前</p><iframe src='https://www.youtube.com/embed/a'></iframe><p>後</p>", "embed", "<iframe"],
  ["<svg><circle r='1'/></svg>", "embed", "<svg>"],
  ["<table><tr><td colspan=2>雨</td></tr><tr><td>1</td><td>2</td></tr></table>", "table", "<table>"],
  ["<form action='x'><input name='q'>検索</form>", "form", "<form"],
] as const)("%s stays HTML and is noted", (html, note, text) => {
  const result = converted(html);
  expect([result.isHtml, result.notes.has(note)]).toEqual([false, true]);
  expect(result.text).toContain(text);
});

test.each([
  [
    "はてなブログ",
    '<p>雨<a class="footnote" href="#f-1a" id="fn-1a" name="fn-1a" title="水">*1</a>と<a href="#f-2b" id="fn-2b">*2</a></p><div class="footnote"><p class="footnote"><a class="footnote-number" href="#fn-1a" id="f-1a" name="f-1a">*1</a><span class="footnote-delimiter">:</span><span class="footnote-text">水</span></p><p class="footnote"><a class="footnote-number" href="#fn-2b" id="f-2b">*2</a><span class="footnote-delimiter">:</span><span class="footnote-text"><b>氷</b></span></p></div>',
    "雨[^1]と[^2]\n\n[^1]: 水\n\n[^2]: **氷**",
  ],
  [
    "Markdown",
    '<p>雨<sup id="fnref:1"><a href="#fn:1" rel="footnote">1</a></sup></p><div class="footnotes"><hr/><ol><li id="fn:1"><p>一</p><p>二<a href="#fnref:1" rev="footnote">&#8617;</a></p></li></ol></div><p>後</p>',
    "雨[^1]\n\n後\n\n[^1]: 一\n\n    二",
  ],
  [
    "WordPress",
    '<p>雨<sup data-fn="a" class="fn"><a href="#a" id="a-link">1</a></sup></p><ol><li id="a">水 <a href="#a-link">↩︎</a></li></ol>',
    "雨[^1]\n\n[^1]: 水",
  ],
  [
    "Substack",
    '<p>雨<a class="footnote-anchor" id="footnote-anchor-1" href="#footnote-1">1</a></p><div class="footnote"><a id="footnote-1" href="#footnote-anchor-1" class="footnote-number">1</a><div class="footnote-content"><p>水</p></div></div>',
    "雨[^1]\n\n[^1]: 水",
  ],
])("footnotes of %s become footnotes", (_, html, text) => {
  expect(converter.convert(html)).toMatchObject({ text, isHtml: false, isSame: true });
});

test.each([
  [
    '<iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ?start=90&amp;rel=0"></iframe>',
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=90",
  ],
  [
    '<p>前<br><iframe src="//www.youtube-nocookie.com/embed/dQw4w9WgXcQ"></iframe><br>後</p>',
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
  ],
  [
    '<object width="425"><param name="movie" value="http://www.youtube.com/v/dQw4w9WgXcQ&hl=ja"><embed src="http://www.youtube.com/v/dQw4w9WgXcQ&hl=ja"></object>',
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
  ],
  [
    '<div><embed src="http://www.youtube.com/v/dQw4w9WgXcQ"></div>',
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
  ],
  ['<iframe src="https://player.vimeo.com/video/12?h=0a1b"></iframe>', "https://vimeo.com/12/0a1b"],
  [
    '<script type="text/javascript" src="http://ext.nicovideo.jp/thumb_watch/sm9"></script><noscript><a href="http://www.nicovideo.jp/watch/sm9">動画</a></noscript>',
    "https://www.nicovideo.jp/watch/sm9",
  ],
  [
    '<iframe width="312" src="http://ext.nicovideo.jp/thumb/sm9"></iframe>',
    "https://www.nicovideo.jp/watch/sm9",
  ],
  [
    '<script src="https://embed.nicovideo.jp/watch/sm9/script?w=640"></script>',
    "https://www.nicovideo.jp/watch/sm9",
  ],
  [
    '<blockquote><iframe src="https://www.nicovideo.jp/thumb/sm9"></iframe></blockquote>',
    "https://www.nicovideo.jp/watch/sm9",
  ],
  [
    '<iframe src="https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/a/b&amp;color=0"></iframe>',
    "https://soundcloud.com/a/b",
  ],
])("the player %s becomes a player of the blog", (html, address) => {
  const result = converter.convert(html);
  expect([result.isSame, result.isHtml]).toEqual([true, false]);
  const page = markdown.render(result.text).html;
  expect(page).toMatch(/<div class="player (?:video|audio)" data-player="https:/);
  expect(page).toContain(`<a href="${address.replace("&", "&amp;")}"`);
  expect(page).not.toMatch(/<(?:iframe|object|embed|script)\b/);
});

test("a script that shows code of another service becomes a link, and other frames and players stay", () => {
  const gist = converter.convert('<p>前</p><script src="https://gist.github.com/hanako/0a1b2c.js"></script>');
  expect(gist.text).toBe("前\n\n<https://gist.github.com/hanako/0a1b2c>");
  for (const html of [
    '<iframe src="https://www.youtube.com/embed/videoseries?list=PL1"></iframe>',
    '<table><tr><td>一</td><td><iframe src="https://www.youtube.com/embed/dQw4w9WgXcQ"></iframe></td></tr></table>',
    '<iframe src="https://maps.example/embed"></iframe>',
  ])
    expect(markdown.render(converted(html).text).html).toContain("<iframe");
});

test("links to places in a text lead to them, whatever elements have the ids", () => {
  const { text } = converted(
    '<p><a href="#a">一</a> <a href="#b">二</a> <a href="#c">三</a> <a href="#d">四</a> <a href="#e">五</a></p><p id="a">段落</p><ul id="b"><li>項</li><li id="c">項二</li></ul><p><img id="d" src="x.png" alt="絵"></p><table id="e"><tr><th>表</th></tr><tr><td id="f">升</td></tr></table>',
  );
  const page = markdown.render(text).html;
  for (const id of ["a", "b", "c", "d", "e"]) expect(page).toContain(`<a id="${id}"></a>`);
  expect(page).not.toContain('id="f"');
  expect(text).toContain('\n\n<a id="a"></a>段落\n');
});

test("places to which other texts link stay", () => {
  const html =
    '<p id="a">一</p><ul><li id="b">二</li></ul><a id="d" href="x">四</a><table><tr><td id="c" colspan="2">三</td></tr></table>';
  const page = markdown.render(converter.convert(html, { linked: new Set(["b", "c", "d"]) }).text).html;
  const ids = Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
  expect(ids.sort()).toEqual(["b", "c", "d"]);
});

test.each([
  ["<table><tr><td>一</td><td>二</td></tr></table>", "|   |   |\n| --- | --- |\n| 一   | 二   |"],
  [
    "<table><tr><th>名</th><td>雨</td></tr><tr><th>色</th><td>青</td></tr></table>",
    "|   |   |\n| --- | --- |\n| **名** | 雨   |\n| **色** | 青   |",
  ],
])("a table without a row of headings has none on the page, either: %s", (html, text) => {
  const result = converted(html);
  expect(result.text).toBe(text);
  const page = markdown.render(result.text).html;
  expect(page).not.toMatch(/<th\b|<thead/);
  expect(page.match(/<tr>/g)).toHaveLength(html.match(/<tr>/g)?.length ?? 0);
});

const centred = (text: string): string => `<div align="center">\n\n${text}\n\n</div>`;

test.each([
  ["<center>雨の日</center>", centred("雨の日"), true],
  [
    '<p align="right">2005年</p><p align="left">文</p>',
    '<div align="right">\n\n2005年\n\n</div>\n\n文',
    true,
  ],
  [
    '<div style="clear:both;text-align:center"><h2>題</h2><p align="center">一</p><!--more--><div align="left">二</div></div>',
    `${centred("## 題\n\n一")}\n\n<!--more-->\n\n${centred('<div align="left">\n\n二\n\n</div>')}`,
    true,
  ],
  ["<center><img src='a.jpg' alt='海'></center>", "![海](a.jpg){.center}", false],
  [
    '<p style="text-align: center;"><a href="b.jpg"><img src="a.jpg" alt="海"></a></p>',
    "[![海](a.jpg){.center}](b.jpg)",
    false,
  ],
  [
    '<figure class="aligncenter"><img src="a.jpg" alt="海"><figcaption>夏</figcaption></figure>',
    '![海](a.jpg "夏"){.center}',
    false,
  ],
  [
    '<figure class="alignright"><a href="b.jpg"><img src="a.jpg" alt="海"></a><figcaption>夏</figcaption></figure>文',
    '[![海](a.jpg "夏"){.right}](b.jpg)\n\n文',
    false,
  ],
  [
    '<figure class="aligncenter"><img src="a.jpg" alt="海"><figcaption>夏の<a href="x">海</a></figcaption></figure>',
    centred("![海](a.jpg)\n\n夏の[海](x)"),
    true,
  ],
  ["<center><img src='a.jpg' alt='海'><br>夏の海</center>", centred("![海](a.jpg)\n夏の海"), true],
  [
    '<p><img src="a.jpg" alt="海" align="left">夏の海です。</p>',
    "![海](a.jpg){.left}\n\n夏の海です。",
    false,
  ],
  [
    '<p><a href="b.jpg" style="float: right"><img src="a.jpg" alt="海"></a>夏の海です。</p>',
    "[![海](a.jpg){.right}](b.jpg)\n\n夏の海です。",
    false,
  ],
  [
    '<p>夏の海<img src="a.jpg" alt="&quot;海&quot;" align="right">です。</p>',
    '夏の海<img src="a.jpg" alt="&quot;海&quot;" align="right">です。',
    true,
  ],
  [
    '<table><tr><th>名</th><th>数</th></tr><tr><td>雨</td><td align="right">1</td></tr></table>',
    "| 名   | 数   |\n| --- | ---: |\n| 雨   | 1   |",
    false,
  ],
  [
    "<center><table><tr><th>名</th></tr><tr><td>雨</td></tr></table></center>",
    centred("| 名   |\n| :--- |\n| 雨   |"),
    true,
  ],
])("alignment stays: %s", (html, text, isNoted) => {
  const result = converted(html);
  expect(result.text).toBe(text);
  expect([result.isHtml, result.notes.has("align")]).toEqual([false, isNoted]);
});

test("a table beside the text, or with a column at two sides, stays HTML", () => {
  for (const html of [
    '<table align="right"><tr><td>図</td></tr></table><p>文</p>',
    '<table><tr><td align="right">1</td></tr><tr><td>2</td></tr></table>',
  ]) {
    const result = converted(html);
    expect(result.text).toContain(html.replace("<p>文</p>", "").replace(/<tr>.*/, ""));
    expect(result.notes.has("table")).toBe(true);
  }
});

test("links to places and back that are no footnotes stay", () => {
  const places = '<p><a href="#x" id="y">本文へ</a></p><p id="x">文 <a href="#y">上へ</a></p>';
  expect(converted(places).text).toContain("[本文へ](#x)");
  const empty = '<p>雨<a href="#a" id="b">1</a></p><p id="a"><a href="#b">1</a></p>';
  expect(converted(empty).text).toContain("[1](#a)");
});

test("lost parts are noted", () => {
  expect(converted("<script>a()</script><p style='x'>雨</p>").notes).toEqual(new Map([["script", 1]]));
  expect(converted("<font color='red'>雨</font><span style='x'>雪</span>").notes).toEqual(
    new Map([["style", 2]]),
  );
});

test("HTML that Markdown cannot show is kept, without blank lines and with all elements closed", () => {
  // A code block contains no links
  const linked = converted("<p>前</p>\n\n\n<pre>a\n\n\n<a href='x'>b</a></pre>\n\n<b>後");
  expect(linked.isHtml).toBe(true);
  expect(linked.text).not.toMatch(/\n\s*\n/);
  expect(linked.text).toMatch(/<b>後<\/b>\n<\/div>$/);
  const deep = converted(`${"<div>".repeat(3000)}深い${"</div>".repeat(3000)}`);
  expect(deep.isHtml).toBe(true);
});

test("links get the targets that the caller chooses", () => {
  const { text } = converter.convert("<a href='https://old.example/entry/a'>前</a>", {
    link: (href) => href.replace("https://old.example/entry/", "../"),
  });
  expect(text).toBe("[前](../a)");
});

test("without breaks in the blog, a line break is written with two spaces", () => {
  const plain = new HtmlConverter({ markdown: createMarkdown({ language: "en" }), breaks: false });
  expect(plain.convert("one<br>two")).toMatchObject({ text: "one  \ntwo", isHtml: false });
});

test("what readers see is compared without white space; addresses as text are no links", () => {
  expect(factsOfHtml("<p>一 二</p>\n<img src=a><a href=x>三</a>")).toEqual({
    text: "一二三",
    images: 1,
    links: 1,
  });
  expect(
    factsOfHtml("<a href=x></a><a>y</a><a href='javascript:z()'>z</a><rp>(</rp><script>s</script>"),
  ).toEqual({
    text: "yz",
    images: 0,
    links: 0,
  });
  expect(factsOfHtml('<a href="https://example.com">https://example.com/</a>').links).toBe(0);
});

test.each([
  ["an iframe", '<p>a</p><iframe src=" java\nscript:alert(1)" srcdoc="<script>alert(2)</script>"></iframe>'],
  [
    "a drawing",
    '<p>a</p><svg onload="alert(1)"><script>alert(2)</script><a xlink:href="javascript:alert(3)"><text>b</text></a></svg>',
  ],
  [
    "a table",
    '<table><tr><td colspan="2" onclick="alert(1)"><a href="JavaScript:alert(2)">a</a></td></tr></table>',
  ],
  ["a form", '<form action="javascript:alert(1)"><button formaction="javascript:alert(2)">a</button></form>'],
  ["a text that stays HTML", `${"<div>".repeat(300)}<p onmouseover=alert(1)>a</p><script>alert(2)</script>`],
  [
    "a text that is too deep",
    `${"<div>".repeat(3000)}<p onmouseover=alert(1)>a</p><script>alert(2)</script>`,
  ],
])("nothing of an import runs code: %s", (_, html) => {
  const { text, notes } = converter.convert(html);
  expect(text).not.toMatch(/<script|javascript:|\son\w+=|srcdoc/i);
  expect(markdown.render(text).html).toContain("a");
  expect(notes.get("script") ?? 0).toBeGreaterThan(0);
});
