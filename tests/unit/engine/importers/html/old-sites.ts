import Encoding from "encoding-japanese";
import type { FileTree } from "../moved-folder.ts";
import { pixel } from "../moved-folder.ts";

/** Returns a text in an encoding of old Japanese pages. */
export function encoded(text: string, encoding: "SJIS" | "EUCJP" | "JIS"): Uint8Array {
  return Uint8Array.from(Encoding.convert(Encoding.stringToCode(text), { to: encoding, from: "UNICODE" }));
}

const diaryPage = (title: string, body: string): Uint8Array =>
  encoded(
    `<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=x-sjis"><TITLE>${title}</TITLE></HEAD>
<BODY BGCOLOR="#FFFFEE" BACKGROUND="kabe.gif">
<CENTER><FONT SIZE="+2" COLOR="navy">はなこの庭</FONT></CENTER>
<HR>
${body}
<HR>
<A HREF="index.html" TARGET="_top">もどる</A>
<ADDRESS>hanako@example.jp</ADDRESS>
</BODY></HTML>`,
    "SJIS",
  );

/** A diary of 1999, written by hand: frames, Shift_JIS, capital letters, a page for each month. */
export const diaryOf1999: FileTree = {
  "index.html": encoded(
    `<HTML><HEAD><TITLE>はなこの庭</TITLE></HEAD>
<FRAMESET COLS="120,*"><FRAME SRC="menu.html" NAME="menu"><FRAME SRC="top.html" NAME="main">
<NOFRAMES><BODY>フレーム対応のブラウザでご覧ください。</BODY></NOFRAMES></FRAMESET></HTML>`,
    "SJIS",
  ),
  "menu.html": encoded(
    `<HTML><HEAD><TITLE>メニュー</TITLE></HEAD><BODY><A HREF="top.html" TARGET="main">トップ</A><BR>
<A HREF="diary/9905.html" TARGET="main">日記</A><BR><A HREF="link.html" TARGET="main">リンク</A><BR>
<A HREF="profile.html" TARGET="main">自己紹介</A></BODY></HTML>`,
    "SJIS",
  ),
  "top.html": diaryPage("ようこそ", "あなたは12345人目です。<BR>カモミールを育てています。"),
  "profile.html": diaryPage("自己紹介", "花子です。<IMG SRC=img/none.gif>"),
  "link.html": diaryPage(
    "リンク集",
    '<UL><LI><A HREF="http://www.example.com/">友人の頁</A><LI>ここだけの話</UL>',
  ),
  "diary/9904.html": encoded(
    `<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS"><TITLE>日記 99年4月</TITLE></HEAD><BODY>
<A NAME="10"></A><B>■4月10日(土)</B><BR>
種をまいた。<BR>芽はまだ。<P>
<A HREF="9905.html">次の月</A></BODY></HTML>`,
    "SJIS",
  ),
  "diary/9905.html": encoded(
    `<HTML><HEAD><META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=Shift_JIS"><TITLE>日記 99年5月</TITLE></HEAD><BODY>
<A NAME="03"></A><B>■5月3日(月)</B><BR>
<IMG SRC="../img/Hana.GIF" WIDTH=80>花が咲いた。<A HREF="9904.html#10">種まきの日</A>を思い出す。<P>
<A NAME="04"></A><B>■5月4日(火)</B><BR>
雨。<A HREF="../link.html">友人</A>に会う。<P>
<A HREF="9904.html">前の月</A></BODY></HTML>`,
    "SJIS",
  ),
  "img/hana.gif": pixel,
};

const generated = (path: string, title: string, body: string, head = ""): string => {
  const top = "../".repeat(path.split("/").length - 1);
  return `<!DOCTYPE html><html lang="ja"><head><meta charset="utf-8"><title>${title} | 雨の記録</title>
<link rel="canonical" href="https://ame.example/notes/${path.replace(/index\.html$/, "")}">${head}
<meta name="description" content="雨の日に書くページです。"></head><body>
<header class="site"><a href="${top}index.html">雨の記録</a></header>
<nav><a href="${top}about/index.html">このサイト</a> <a href="${top}tags/tea/index.html">お茶</a></nav>
<main>${body}</main>
<aside><h2>最近の記事</h2><ul><li><a href="${top}2024/05/06/tea/index.html">お茶</a></li></ul></aside>
<footer>© 2024 花子 <script>count()</script></footer></body></html>`;
};

const generatedPost = (path: string, day: string, title: string, text: string, tag: string): string =>
  generated(
    path,
    title,
    `<article><header><h1>${title}</h1><time datetime="${day}T09:30:00+09:00">${day}</time></header>
${text}
<p class="tags">タグ: <a rel="tag" href="/notes/tags/${tag}/">${tag}</a></p></article>`,
    `<script type="application/ld+json">{"@context":"https://schema.org","@type":"BlogPosting","headline":"${title}","datePublished":"${day}T09:30:00+09:00","dateModified":"${day}T12:00:00+09:00","author":{"@type":"Person","name":"花子"}}</script>`,
  );

/** The output of a static site generator, with canonical addresses in a folder of the host, and a feed. */
export const generatedSite: FileTree = {
  "index.html": generated("index.html", "新しい記事", '<ul><li><a href="2024/05/06/tea/">お茶</a></li></ul>'),
  "about/index.html": generated(
    "about/index.html",
    "このサイト",
    "<h1>このサイト</h1><p>花子のサイトです。</p>",
  ),
  "tags/tea/index.html": generated(
    "tags/tea/index.html",
    "お茶の記事",
    '<h1>お茶の記事</h1><article class="h-entry"><a href="/notes/2024/05/06/tea/">お茶</a></article><article class="h-entry"><a href="/notes/2024/05/07/rain/">雨</a></article>',
  ),
  "2024/05/06/tea/index.html": generatedPost(
    "2024/05/06/tea/index.html",
    "2024-05-06",
    "お茶",
    '<p>お茶を<em>飲む</em>。</p><h2 id="pot">急須</h2><p><img src="photo.png" alt="急須"></p><p><a href="../../07/rain/#top">次の日</a></p>',
    "tea",
  ),
  "2024/05/06/tea/photo.png": pixel,
  "old/tea.html":
    '<!DOCTYPE html><html><head><title>https://ame.example/notes/2024/05/06/tea/</title><meta http-equiv="refresh" content="0; url=https://ame.example/notes/2024/05/06/tea/"></head></html>',
  "2024/05/07/rain/index.html": generatedPost(
    "2024/05/07/rain/index.html",
    "2024-05-07",
    "雨",
    '<p id="top">雨が降る。<a href="/notes/old/tea.html">お茶</a>と<a href="/notes/files/list.pdf">表</a>。</p>',
    "rain",
  ),
  "2024/05/08/draft/index.html": generatedPost(
    "2024/05/08/draft/index.html",
    "2024-05-08",
    "まだ書きかけ",
    "<p>誰も知らない。</p>",
    "tea",
  ),
  "files/list.pdf": "%PDF-1.4",
  "feed.xml": `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>雨の記録</title><link>https://ame.example/notes/</link>
<item><title>お茶</title><link>https://ame.example/notes/2024/05/06/tea/</link><guid isPermaLink="false">tag:ame.example,2024:tea</guid><pubDate>Mon, 06 May 2024 09:30:00 +0900</pubDate><category>飲み物</category></item>
<item><title>雨</title><link>https://ame.example/notes/2024/05/07/rain/</link><guid>https://ame.example/notes/2024/05/07/rain/</guid><pubDate>Tue, 07 May 2024 09:30:00 +0900</pubDate></item>
<item><title>消えた記事</title><link>https://ame.example/notes/2024/05/01/lost/</link><pubDate>Wed, 01 May 2024 09:30:00 +0900</pubDate></item>
</channel></rss>`,
};

interface ProgramPage {
  readonly id: number;
  readonly title: string;
  readonly date: string;
  readonly text: string;
  readonly recent: string;
}

const programPage = ({ id, title, date, text, recent }: ProgramPage): Uint8Array =>
  encoded(
    `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN"><html><head><meta http-equiv="Content-Type" content="text/html; charset=EUC-JP"><title>はな日記: ${title}</title></head><body>
<h1><a href="diary.cgi">はな日記</a></h1>
<table width="100%"><tr><td width="150" valign="top">
<b>最近の記事</b><br>${recent}
<b>リンク</b><br><a href="http://example.com/">友人</a><br><a href="http://example.net/">店</a></td>
<td valign="top"><div class="day"><h2>${title}</h2><div class="entry">${text}</div>
<p>投稿者 花子 : ${date} | <a href="diary.cgi?id=${id}#c">コメント (0)</a></p>
<p>カテゴリー: <a href="diary.cgi?cat=1">庭</a></p></div></td></tr></table>
<div id="footer">Powered by Diary 1.0</div></body></html>`,
    "EUCJP",
  );

/** Pages of a program that were saved with their queries; a sidebar that changes stands in a table cell. */
export const programSite: FileTree = {
  "diary.cgi?id=1": programPage({
    id: 1,
    title: "春の庭",
    date: "2005年03月20日 10:15",
    text: "チューリップの芽が出た。<br>うれしい。",
    recent: '<a href="diary.cgi?id=1">春の庭</a><br>',
  }),
  "diary.cgi?id=2": programPage({
    id: 2,
    title: "雨の庭",
    date: "2005年04月02日 22:40",
    text: '雨で<a href="diary.cgi?id=1">芽</a>がのびた。<img src="img/me.png" alt="芽">',
    recent: '<a href="diary.cgi?id=2">雨の庭</a><br><a href="diary.cgi?id=1">春の庭</a><br>',
  }),
  "diary.cgi?id=3": programPage({
    id: 3,
    title: "花の庭",
    date: "2005年04月20日 07:05",
    text: "咲いた。咲いた。",
    recent:
      '<a href="diary.cgi?id=3">花の庭</a><br><a href="diary.cgi?id=2">雨の庭</a><br><a href="diary.cgi?id=1">春の庭</a><br>',
  }),
  "diary.cgi": encoded(
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=EUC-JP"><title>はな日記</title></head><body><h1>はな日記</h1>
<h2><a href="diary.cgi?id=3">花の庭</a></h2><h2><a href="diary.cgi?id=2">雨の庭</a></h2><h2><a href="diary.cgi?id=1">春の庭</a></h2></body></html>`,
    "EUCJP",
  ),
  "img/me.png": pixel,
};

const wordPage = (title: string, when: string, text: string): string =>
  `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS" /><title>${title} - 文机 ひとりごと</title></head><body>
<table border="0"><tr><td colspan="2"><b>文机 ひとりごと</b><br />道具を作る花子の「ひとりごと」のページです。<br />・サイト: <a href="https://fude.example/">https://fude.example/</a><br />連休のため返事が遅れます。 [2022/4/29 18:05]</td></tr>
<tr><td><a href="https://twitter.com/intent/tweet?url=x">Tweet</a></td></tr>
<tr><td><h2>■${title}</h2></td><td>${when}</td></tr>
<tr><td colspan="2"><a href="feed.xml">RSS配信中</a></td></tr>
<tr><td colspan="2">${text}</td></tr>
<tr><td colspan="2">目次の表示: <a href="index.html">2022年</a></td></tr>
<tr><td colspan="2">コメントの機能はありません。</td></tr>
<tr><td colspan="2">- 最近の更新 -</td></tr></table>
<p>1234567 (+0012)[+0034]</p><p>Copyright© 2010-2024 FUZUKUE</p></body></html>`;

const words = (text: string): Uint8Array => encoded(text, "SJIS");

/** A diary in a table on a site of the author. Titles have a mark, and each file is named by its time. */
export const wordsSite: FileTree = {
  "index.html": words(
    `<html><head><title>文机 ひとりごと</title></head><body><ul><li><a href="20220506-0000.html">一</a></li><li><a href="20220501-0000.html">二</a></li><li><a href="20130105-0452.html">三</a></li></ul></body></html>`,
  ),
  "20220506-0000.html": words(
    wordPage(
      "連休の「道具」の話だったわけだが、どうすれば早く片づいたんだろうか",
      "2022年 5月 6日(金) 0:00:00",
      '「<a href="20220501-0000.html">道具の作り方と、残された課題</a>」(⇒返事)の記事を公開しました。<br /><br />3つの約束、10時~12時、13時~15時。何が悪いか?&amp;どう思うか?<br /><table border="1"><tr><th>年</th><th>数</th></tr><tr><td>2021</td><td>3</td></tr></table>',
    ),
  ),
  "20220501-0000.html": words(
    wordPage(
      "道具の作り方と、残された課題",
      "2022年 5月 1日(日) 0:00:00",
      "道具を作りました。<br />続きます。",
    ),
  ),
  "20130105-0452.html": words(
    wordPage("[旧ブログから転記] 年の初め", "2013年 1月 5日(土) 4:52:52", "今年もよろしくお願いします。"),
  ),
  "feed.xml": `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>文机 ひとりごと</title><link>https://fude.example/words/</link>
<item><title>連休の「道具」の話だったわけだが、どうすれば早く片づいたんだろうか</title><link>https://fude.example/words/20220506-0000.html</link><guid isPermaLink="true">https://fude.example/words/20220506-0000.html</guid><pubDate>Fri, 06 May 2022 00:00:00 +0900</pubDate></item>
</channel></rss>`,
};
