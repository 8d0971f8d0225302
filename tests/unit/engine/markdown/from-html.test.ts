import { expect, test } from "vitest";
import { markdownFromHtml } from "#engine/markdown/from-html.ts";

test("a part of a page becomes clean Markdown", () => {
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

test("lists of Word and the wrapping of Google Docs are read as they are meant", () => {
  const word = `<p class=MsoNormal>前書き<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><!--[if !supportLists]--><span style='mso-list:Ignore'>·<span>&nbsp;&nbsp; </span></span><!--[endif]-->一つ目</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'><![if !supportLists]><span>1.<span>&nbsp; </span></span><![endif]>番号</p>`;
  expect(markdownFromHtml(word)).toBe("前書き\n\n- 一つ目\n\n1. 番号");
  const docs = `<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p>普通の<span style="font-weight:700">太字</span>です。</p></b>`;
  expect(markdownFromHtml(docs)).toBe("普通の**太字**です。");
});
