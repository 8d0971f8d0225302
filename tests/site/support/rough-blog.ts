import { tinyPng } from "#tests/unit/engine/site/site-fixture.ts";
import { type BlogFiles, markdownFile } from "./blog-files.ts";

/** A blog with HTML as authors have written it for decades, most of which EPUB does not permit. */
export const roughBlog: BlogFiles = {
  "blog.yaml": "title: 昔の日記\nurl: https://example.com/\nsections:\n  diary:\n    title: 日記\n",
  "media/a.png": tinyPng,
  "media/b.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
  "posts/diary/1.md": markdownFile(
    ["title: 古い HTML", "date: 2004-05-06"],
    `<center><font color="red" size="+2">赤い<blink>字</blink></font></center>

<table border="1" bgcolor="#ff0000" width="100%"><tr><td align="right" nowrap>1<td colspan="x">2</table>

<dl><dd>語のない説明<p>段落</dl>

<ul>項目のない<ol><li id="1">番号<li id="1">同じ id</ol></ul>

<b><div>太字の中の<h2>見出し</h2></div></b> <span><p>段落</p></span>

<details><p>題のない箱</details> <summary>箱のない題</summary> <li>一覧のない項目</li>

<iframe src="https://www.example.com/embed/1"></iframe> <video src="../../media/film.mp4" controls></video>

<form action="https://example.com/"><input name="q"><button>送る</button></form>
<a name="here" href="javascript:alert(1)" onclick="alert(2)">押す</a> <a href="http://[bad">悪い</a>
<img src="https://example.com/elsewhere.png" alt="よその画像"> <img src="../../media/missing.png" alt="ない画像">
<img src="../../media/a.png" width="50%" border="0"> <a href="#nowhere">ない場所</a> <a href="2.md#ある場所">次</a>
<svg viewBox="0 0 1 1" onload="alert(1)"><script>alert(1)</script><a href="https://example.com/"><path d="M0 0"/></a></svg>
<marquee>流れる</marquee> <o:p></o:p> <!-- -- 注 --> &nbsp;&copy;\u000B`,
  ),
  "posts/diary/2.md": markdownFile(
    ["title: 続き", "date: 2004-05-07"],
    "## ある場所\n\n![図](../../media/b.svg) [前](1.md) [^1]\n\n[^1]: 注\n\n- [ ] する\n- [x] した",
  ),
};
