import { expect, test } from "vitest";
import { markdownFromHtml } from "#engine/markdown/from-html/from-html.ts";

test("a fragment of a page becomes clean Markdown", () => {
  const html = `<html><head><style>p{}</style></head><body><!--StartFragment--><h2 class="x">題名</h2>
<p style="color:red">本文の<b>太い</b>、<em>細い</em>、<del>古い</del> <a href="https://example.com/a?b=1">リンク</a>&nbsp;です。</p>
<ul><li>一</li><li>二<ol><li>内</li></ol></li></ul><script>alert(1)</script>
<img src="https://example.com/i.png" alt="絵"><img src="file:///C:/x.png"><a href="javascript:alert(1)">逃げる</a>
<pre><code class="language-js">a &lt; b</code></pre><blockquote>引用</blockquote>
<table><tr><th>名</th><th>数</th></tr><tr><td>雨</td><td>1</td></tr></table><!--EndFragment--></body></html>`;
  expect(markdownFromHtml(html)).toBe(`## 題名

本文の**太い**、*細い*、~~古い~~ [リンク](https://example.com/a?b=1) です。

- 一
- 二
  1. 内

![絵](https://example.com/i.png)逃げる

\`\`\`js
a < b
\`\`\`

> 引用

| 名 | 数 |
| --- | --- |
| 雨 | 1 |`);
});

test("lists of Word and the wrapper of Google Docs are converted as intended", () => {
  const word = `<p class=MsoNormal>前書き<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><!--[endif]-->一つ目</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span>1.<span>&nbsp; </span></span><![endif]>番号</p>`;
  expect(markdownFromHtml(word)).toBe("前書き\n\n- 一つ目\n\n1. 番号");
  const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p>普通の<span style="font-weight:700">太字</span>です。</p></b>`;
  expect(markdownFromHtml(docs)).toBe("普通の**太字**です。");
});

/** Returns a list item as Word writes it. */
function wordItem(level: number, marker: string, text: string, list = 0): string {
  const style = `margin-left:${36 * level}pt;mso-list:l${list} level${level} lfo1`;
  const mark = `<![if !supportLists]><span style='mso-list:Ignore'>${marker}<span>&nbsp; </span></span><![endif]>`;
  return `<p class=MsoListParagraph style='${style}'>${mark}${text}<o:p></o:p></p>\n`;
}

test("lists of Word keep their depth and numbers, and stay one list", () => {
  const word = [
    wordItem(1, "3.", "三つ目"),
    wordItem(2, "l", "黒丸"),
    wordItem(2, "o", "白丸<b>太字</b>"),
    wordItem(1, "4.", "四つ目"),
    wordItem(1, "①", "丸数字", 1),
    wordItem(1, "②", "続き", 1),
  ].join("");
  expect(markdownFromHtml(`${word}<p class=MsoNormal>終わり</p>`)).toBe(
    "3. 三つ目\n   - 黒丸\n   - 白丸**太字**\n4. 四つ目\n\n1. 丸数字\n2. 続き\n\n終わり",
  );
});

test("lists of Google Docs, which are beside their items, become nested", () => {
  const docs = `<ul><li dir="ltr"><p dir="ltr"><span>一</span></p></li><ul><li><p>一の一</p></li></ul><li><p>二</p></li></ul>`;
  expect(markdownFromHtml(docs)).toBe("- 一\n  - 一の一\n- 二");
  expect(markdownFromHtml("<ol start=5><li>五</li><li><p>六</p><p>なお</p></li></ol>")).toBe(
    "5. 五\n6. 六\n\n   なお",
  );
});

test("the first row of a table without a header becomes the header", () => {
  const table =
    "<table class=MsoTableGrid><tr><td><p>名</p></td><td><p>数</p></td></tr><tr><td>雨</td><td>1</td></tr></table>";
  expect(markdownFromHtml(table)).toBe("| 名 | 数 |\n| --- | --- |\n| 雨 | 1 |");
});

test("ruby stays with its text, and text that looks like HTML stays text", () => {
  const ruby =
    "<p><ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>と<ruby>東<rt>とう</rt>京<rt>きょう</rt></ruby></p>";
  expect(markdownFromHtml(ruby)).toBe("{漢字|かんじ}と{東|とう}{京|きょう}");
  expect(markdownFromHtml("<ruby>a|b<rt>c</rt></ruby>")).toBe("a|b");
  expect(markdownFromHtml("<p>&lt;br&gt;は改行、&amp;lt;は「&lt;」、1 &lt; 2</p>")).toBe(
    "\\<br>は改行、\\&lt;は「<」、1 < 2",
  );
});
