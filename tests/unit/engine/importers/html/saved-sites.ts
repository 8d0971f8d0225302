import type { FileTree } from "../moved-folder.ts";
import { pixel } from "../moved-folder.ts";

interface SavedPost {
  readonly path: string;
  readonly title: string;
  /** Date and time as WordPress writes them, with the offset. */
  readonly time: string;
  readonly body: string;
}

const host = "https://niwa.example";

/** Returns a page of a site of WordPress, with relative links, as `wget -k` writes them. */
function wordPressPage(path: string, title: string, main: string, kind = "archive"): string {
  const top = "../".repeat(path.split("/").length - 1) || "./";
  return `<!DOCTYPE html>
<html lang="ja"><head><meta charset="UTF-8" /><title>${title === "" ? "庭のノート | 花と雨の記録" : `${title} | 庭のノート`}</title>
<link rel="alternate" type="application/rss+xml" title="庭のノート &raquo; フィード" href="${top}feed/index.html" />
<link rel="alternate" type="application/rss+xml" title="庭のノート &raquo; コメントフィード" href="${top}comments/feed/index.html" />
<link rel="canonical" href="${host}/${path.replace(/index\.html$/, "")}" />
<meta name="generator" content="WordPress 4.9.8" /></head>
<body class="${kind}"><div id="page" class="hfeed site">
<header id="masthead" class="site-header" role="banner"><hgroup><h1 class="site-title"><a href="${top}index.html" rel="home">庭のノート</a></h1><h2 class="site-description">花と雨の記録</h2></hgroup>
<nav id="site-navigation" class="main-navigation" role="navigation"><ul id="menu" class="nav-menu"><li><a href="${top}index.html">ホーム</a></li><li class="page_item"><a href="${top}about/index.html">庭について</a></li></ul></nav></header>
<div id="main" class="wrapper"><div id="primary" class="site-content"><div id="content" role="main">
${main}
</div></div>
<div id="secondary" class="widget-area" role="complementary"><aside id="recent-posts-2" class="widget widget_recent_entries"><h3 class="widget-title">最近の投稿</h3><ul><li><a href="${top}2014/05/04/hana/index.html">花の日</a></li><li><a href="${top}2014/05/03/ame/index.html">雨の日</a></li></ul></aside><aside class="widget widget_archive"><a href="${top}2014/05/index.html">2014年5月</a></aside></div>
</div><footer id="colophon" role="contentinfo"><div class="site-info"><a href="https://ja.wordpress.org/">Proudly powered by WordPress</a></div></footer></div></body></html>`;
}

/** Returns a post in the markup of a theme of WordPress. `link` leads to the post's own page. */
function wordPressArticle({ title, time, body }: SavedPost, link: string): string {
  const [day] = time.split("T");
  return `<article id="post-12" class="post-12 post type-post status-publish format-standard hentry category-niwa"><header class="entry-header"><h1 class="entry-title"><a href="${link}" rel="bookmark">${title}</a></h1><div class="comments-link"><a href="${link}#respond"><span class="leave-reply">コメントをどうぞ</span></a></div></header>
<div class="entry-content">${body}</div>
<footer class="entry-meta">カテゴリー: <a href="${host}/category/niwa/" rel="category tag">庭</a> | 投稿日: <a href="${link}" rel="bookmark"><time class="entry-date" datetime="${time}">${day}</time></a> | <span class="by-author">投稿者: <span class="author vcard"><a class="url fn n" href="${host}/author/hanako/" rel="author">花子</a></span></span></footer></article>`;
}

const savedPosts: readonly SavedPost[] = [
  {
    path: "2014/05/03/ame/index.html",
    title: "雨の日",
    time: "2014-05-03T10:15:00+09:00",
    body: '<p>雨です。</p><p><a href="https://niwa.example/wp-content/uploads/2014/05/ame.png"><img class="alignnone size-medium wp-image-13" src="/wp-content/uploads/2014/05/ame-300x200.png" alt="雨" width="300" height="200" srcset="https://niwa.example/wp-content/uploads/2014/05/ame-300x200.png 300w" /></a></p>',
  },
  {
    path: "2014/05/04/hana/index.html",
    title: "花の日",
    time: "2014-05-04T00:30:00+09:00",
    body: '<p>花です。<a href="https://niwa.example/2014/05/03/ame/">雨の日</a>のあと。</p>',
  },
];

const items = savedPosts.map(
  ({ path, title, time }, at) =>
    `<item><title>${title}</title><link>${host}/${path.replace("index.html", "")}</link><pubDate>${new Date(time).toUTCString()}</pubDate><guid isPermaLink="false">${host}/?p=${at + 12}</guid><description><![CDATA[<p>${title}の要約 [&hellip;]</p>]]></description></item>`,
);

const feed = (title: string, inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">\n<channel><title>${title}</title><link>${host}</link>${inside}</channel></rss>`;

/** Returns the page of a post as it is saved at another address. `more` is what differs there. */
function savedPost(post: SavedPost, more = ""): string {
  const previous =
    '<nav class="nav-single"><h3 class="assistive-text">投稿ナビゲーション</h3><span class="nav-previous"><a href="../../03/ame/index.html" rel="prev"><span class="meta-nav">&larr;</span> 雨の日</a></span></nav>';
  const comments = `<div id="comments" class="comments-area"><h2 class="comments-title">「${post.title}」への1件のフィードバック</h2><ol class="commentlist"><li class="comment even"><article id="comment-1" class="comment"><cite class="fn">太郎</cite><p>コメントの文。</p></article></li></ol></div>`;
  const main = `${wordPressArticle(post, "index.html")}${previous}${comments}${more}`;
  return wordPressPage(post.path, post.title, main, "single single-post");
}

/** A site of WordPress as `wget -r -p -k -E` saves it. */
export const savedWordPress: FileTree = Object.fromEntries(
  [
    [
      "index.html",
      wordPressPage(
        "index.html",
        "",
        savedPosts.map((post) => wordPressArticle(post, post.path)).join("\n"),
        "home blog",
      ),
    ],
    ...savedPosts.map((post) => [post.path, savedPost(post)]),
    ["index.html@p=12.html", savedPost(savedPosts[0] as SavedPost)],
    ...[1, 2].map((comment) => [
      `2014/05/03/ame/index.html@replytocom=${comment}.html`,
      savedPost(savedPosts[0] as SavedPost, `<p>太郎に返信する ${comment}</p>`),
    ]),
    [
      "2014/05/index.html",
      wordPressPage(
        "2014/05/index.html",
        "2014年5月",
        `<header class="archive-header"><h1 class="archive-title">月別アーカイブ: <span>2014年5月</span></h1></header>${savedPosts.map((post) => wordPressArticle(post, post.path.replace("2014/05/", ""))).join("\n")}`,
      ),
    ],
    [
      "category/niwa/index.html",
      wordPressPage(
        "category/niwa/index.html",
        "庭",
        `<header class="archive-header"><h1 class="archive-title">カテゴリー: <span>庭</span></h1></header>${wordPressArticle(savedPosts[1] as SavedPost, "../../2014/05/04/hana/index.html")}`,
      ),
    ],
    [
      "about/index.html",
      wordPressPage(
        "about/index.html",
        "庭について",
        '<article id="post-2" class="post-2 page type-page status-publish hentry"><header class="entry-header"><h1 class="entry-title">庭について</h1></header><div class="entry-content"><p>花子の庭です。</p></div></article>',
        "page",
      ),
    ],
    ["feed/index.html", feed("庭のノート", items.join(""))],
    [
      "comments/feed/index.html",
      feed(
        "庭のノート へのコメント",
        `<item><title>雨の日 への太郎のコメント</title><link>${host}/2014/05/03/ame/#comment-1</link><pubDate>Sun, 04 May 2014 03:00:00 +0000</pubDate><description><![CDATA[<p>コメントの文。</p>]]></description></item>`,
      ),
    ],
    ["wp-json/index.html", '{"name":"庭のノート","description":"<p>花と雨の記録</p>"}'],
    ["xmlrpc.php?rsd", '<?xml version="1.0" encoding="UTF-8"?><rsd version="1.0"></rsd>'],
    ["wp-content/uploads/2014/05/ame.png", pixel],
    ["wp-content/uploads/2014/05/ame-300x200.png", pixel],
    ["robots.txt", "User-agent: *\n"],
  ].map(([path, content]) => [`niwa.example/${path as string}`, content as string | Uint8Array]),
);

const mtHost = "http://nikki.example/blog";

/** Returns a page of the default templates of Movable Type 3. */
function movableTypePage(title: string, content: string, links = ""): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="ja"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /><meta name="generator" content="http://www.movabletype.org/" />
<title>${title}</title><link rel="stylesheet" href="${mtHost}/styles-site.css" type="text/css" /><link rel="alternate" type="application/rss+xml" title="RSS" href="${mtHost}/index.xdf" /></head>
<body><div id="container"><div id="banner"><h1><a href="${mtHost}/" accesskey="1">はなの日記</a></h1><h2>毎日の庭</h2></div>
<div class="content">${content}</div>${links}</div></body></html>`;
}

interface DiaryEntry {
  readonly id: string;
  readonly title: string;
  readonly when: string;
  readonly iso: string;
  readonly body: string;
}

const diary: readonly DiaryEntry[] = [
  {
    id: "000001",
    title: "はじめまして",
    when: "2003年04月30日 23:50",
    iso: "2003-04-30T23:50:00+09:00",
    body: "<p>日記を始めます。</p>",
  },
  {
    id: "000002",
    title: "五月の庭",
    when: "2003年05月01日 07:20",
    iso: "2003-05-01T07:20:00+09:00",
    body: `<p>バラが咲いた。<img alt="バラ" src="${mtHost}/images/bara.png" width="1" height="1" /></p><p>前の<a href="${mtHost}/archives/000001.html">日記</a>も。</p>`,
  },
  {
    id: "000003",
    title: "雨やどり",
    when: "2003年05月02日 18:05",
    iso: "2003-05-02T18:05:00+09:00",
    body: "<p>軒の下で休む。</p>",
  },
];

const entryOnList = ({ id, title, when, body }: DiaryEntry): string =>
  `<h2 class="date">${when.split(" ")[0]}</h2><div class="blogbody"><a name="${id}"></a><h3 class="title">${title}</h3>${body}<div class="posted">投稿者 hana : <a href="${mtHost}/archives/${id}.html">${when.split(" ")[1]}</a> | <a href="${mtHost}/mt/mt-comments.cgi?entry_id=${id}" onclick="OpenComments(this.href); return false">コメント (1)</a></div></div>`;

/** A site of Movable Type 3: entries by number, monthly archives, RSS 1.0 (`index.xdf`), RSS 0.91 and Atom. */
export const movableTypeSite: FileTree = {
  "index.html": movableTypePage(
    "はなの日記",
    diary.toReversed().map(entryOnList).join("\n"),
    `<div id="links"><div class="side"><a href="${mtHost}/archives/2003_05.html">2003年05月</a><br /><a href="${mtHost}/archives/2003_04.html">2003年04月</a></div></div>`,
  ),
  ...Object.fromEntries(
    diary.map(({ id, title, when, body }, at) => [
      `archives/${id}.html`,
      movableTypePage(
        `はなの日記: ${title}`,
        `<div class="blog"><p align="right">${at > 0 ? `<a href="${mtHost}/archives/${diary[at - 1]?.id}.html">&laquo; ${diary[at - 1]?.title}</a> |\n` : ""}<a href="${mtHost}/">メイン</a>${at < 2 ? ` | <a href="${mtHost}/archives/${diary[at + 1]?.id}.html">${diary[at + 1]?.title} &raquo;</a>` : ""}</p>
<h2 class="date">${when.split(" ")[0]}</h2><div class="blogbody"><h3 class="title">${title}</h3>${body}<a name="more"></a><div class="posted">投稿者 hana : ${when}</div></div>
<div class="comments-head"><a name="comments"></a>コメント</div><div class="comments-body"><p>いいですね。</p><span class="comments-post">投稿者 太郎 : ${when}</span></div>
<div class="comments-head">コメントしてください</div><form method="post" action="${mtHost}/mt/mt-comments.cgi"><input name="author" /><textarea name="text"></textarea></form></div>`,
      ),
    ]),
  ),
  "archives/2003_04.html": movableTypePage(
    "はなの日記: 2003年04月 アーカイブ",
    entryOnList(diary[0] as DiaryEntry),
  ),
  "archives/2003_05.html": movableTypePage(
    "はなの日記: 2003年05月 アーカイブ",
    diary.slice(1).map(entryOnList).join("\n"),
  ),
  "index.xdf": `<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="${mtHost}/"><title>はなの日記</title><link>${mtHost}/</link></channel>
${diary.map(({ id, title, iso }) => `<item rdf:about="${mtHost}/archives/${id}.html"><title>${title}</title><link>${mtHost}/archives/${id}.html</link><description>${title}…</description><dc:subject>庭</dc:subject><dc:date>${iso}</dc:date></item>`).join("\n")}</rdf:RDF>`,
  "index.xml": `<?xml version="1.0" encoding="utf-8"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>はなの日記</title><link>${mtHost}/</link></channel></rss>`,
  "atom.xml": `<?xml version="1.0" encoding="utf-8"?><feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="ja"><title>はなの日記</title>${diary.map(({ id, title, iso }) => `<entry><title>${title}</title><link rel="alternate" type="text/html" href="${mtHost}/archives/${id}.html" /><modified>${iso}</modified><issued>${iso}</issued><id>tag:nikki.example,2003:/blog/1.${Number(id)}</id></entry>`).join("")}</feed>`,
  "images/bara.png": pixel,
  "styles-site.css": "body {}",
};
