import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost, makeSettings } from "./make-post.ts";
import { SiteFixture } from "./site-fixture.ts";
import { wholePage } from "./whole-page.ts";

let fixture: SiteFixture;

const title = "そのことについて言うと、客の側にいた私は、どう言われたら早く「納得」できたのだろうか";
const firstTitle = "あれから十年。一年半かかった「行き違い」の振り返りと、残った宿題";

const body = [
  `五月一日に「[${firstTitle}](20220501-0000.md)」を書いたところ、10時~12時、13時~15時の~二度~も便りが届きました。`,
  "",
  "何が足りなかったのか?&本当はどう思っていたのか?",
  "約束とは、**『「明日」に向けて直すと言う』こと**です。",
  "・一つ目",
  "・二つ目",
].join("\n");

const posts: readonly Post[] = [
  makePost("posts/hitokoto/20130105-0452.md", {
    title: "旧い記事",
    date: inJapan("2013-01-05T04:52:52"),
    source: { name: "貸しブログ" },
  }),
  makePost("posts/hitokoto/20220501-0000.md", { title: firstTitle, date: inJapan("2022-05-01T00:00:00") }),
  makePost("posts/hitokoto/20220506-0000.md", { title, body, date: inJapan("2022-05-06T00:00:00") }),
  makePost("posts/hitokoto/20220520-0000.md", {
    title: "お便りへの返事",
    date: inJapan("2022-05-20T00:00:00"),
    relations: [
      { kind: "reply", to: "posts/hitokoto/20220501-0000.md" },
      { kind: "reply", to: "posts/hitokoto/20220506-0000.md" },
    ],
  }),
  makePost("posts/hitokoto/20220410-0000.md", {
    title: "直した記事",
    date: inJapan("2022-04-10T00:00:00"),
    updated: inJapan("2024-05-31T10:00:00"),
  }),
  makePost("posts/futakoto/reply.md", {
    title: "便りを読んで（長い話）",
    section: "futakoto",
    date: inJapan("2022-05-01T00:00:02"),
  }),
  makePost("posts/futakoto/long-story.md", {
    title: "行き違いを振り返る（長い話）",
    section: "futakoto",
    date: inJapan("2022-05-01T00:00:01"),
    revisions: [
      { date: "2022-05-01", note: "公開。" },
      { date: "2022-05-20", note: "返事へのリンクを足しました。" },
    ],
  }),
  makePost("posts/hitokoto/20240602-0000.md", { title: "明日の記事", date: inJapan("2024-06-02T00:00:00") }),
];

beforeEach(() => {
  fixture = new SiteFixture();
  fixture.setBuiltInThemes();
  fixture.settings = makeSettings({
    theme: "hitokoto",
    title: "管理人の日々",
    brand: "試験堂",
    url: "https://example.com/hitokoto/",
    header: "ソフトの置き場「試験堂」の管理人が日々を語るページです。",
    links: [
      { label: "試験堂", url: "https://example.com/" },
      { label: "長い話", url: "https://example.com/talk/" },
    ],
    notices: [
      { text: "2021年1月1日に、貸しブログから引っ越しました。" },
      { text: "七月の末から、更新は減ります。", at: "2022-07-24 19:32" },
      { text: "終わった催しのお知らせ", until: "2024-01-01" },
    ],
    footer: ["コメント欄はありません。ご意見はメールでどうぞ。", "内容の正確さは保証しません。"],
    share: [{ service: "x", label: "Tweet" }],
    counter: { total: 3212223, today: 134, yesterday: 218 },
    copyright: { holder: "試験堂", from: 2010 },
    front: { posts: 10, recentUpdates: 3 },
    sections: {
      hitokoto: { title: "ひとこと", address: "{yyyy}{MM}{dd}-{HH}{mm}.html" },
      futakoto: { title: "ふたこと", path: "talk", address: "h{yyyy}{MM}{letter}.html", template: "long" },
    },
  });
});

afterEach(() => fixture.remove());

/** Returns the text that a reader sees: without tags, and with decoded references. */
function words(html: string): string {
  return html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, "")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

const modes = ["none", "ssi", "php", "script"] as const;

/** A page as readers get it. */
const read = (path: string): string => wholePage(fixture, path);

test.each(modes)("the points of the seed page are met in the include mode %s", async (include) => {
  fixture.settings = { ...fixture.settings, parts: { include } };
  const built = await fixture.build(posts);
  expect(built.problems).toEqual([]);

  // 1 File names: by date and time, and with a letter that counts within the month
  const names = built.files.map(({ path }) => path).filter((path) => path.startsWith("talk/h"));
  expect(names.sort()).toEqual(["talk/h202205a.html", "talk/h202205b.html"]);
  const page = read("20220506-0000.html");
  const text = words(page);
  // 2 Title of the window
  expect(page).toContain(`<title>${title} - 試験堂 管理人の日々</title>`);
  // 3 Only the theme adds the mark before the title
  expect(text).toContain(`■${title}`);
  expect(fixture.read("rss.xml")).toContain(`<title>${title}</title>`);
  // 4 Date with padded month and day
  expect(text).toContain("2022年 5月 6日(金) 0:00:00");
  expect(words(read("20130105-0452.html"))).toContain("2013年 1月 5日(土) 4:52:52");
  // 5 header
  expect(text).toContain("ソフトの置き場「試験堂」の管理人が日々を語るページです。");
  expect(text).toContain("・試験堂: https://example.com/");
  expect(text).toContain("・長い話: https://example.com/talk/");
  expect(text).toMatch(/2021年1月1日に、貸しブログから引っ越しました。\s/);
  expect(text).toContain("七月の末から、更新は減ります。 [2022/7/24 19:32]");
  expect(text).not.toContain("終わった催し");
  // 6 Share link
  const share =
    /href="(https:\/\/twitter\.com[^"]*)"[^>]*>Tweet</.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";
  expect(Object.fromEntries(new URL(share).searchParams)).toEqual({
    text: title,
    url: "https://example.com/hitokoto/20220506-0000.html",
  });
  // 7 Feed
  expect(page).toMatch(/<a href="rss\.xml"[^>]*>RSS配信中<\/a>/);
  expect(page).toMatch(/<link rel="alternate" type="application\/rss\+xml"[^>]* href="rss\.xml">/);
  // 8 Link with the full title, and the mark of the reply
  expect(page).toContain(`<a href="20220501-0000.html">${firstTitle}</a>`);
  for (const path of ["20220501-0000.html", "20220506-0000.html"]) {
    expect(words(read(path))).toMatch(/\(➡コメント返し.*\)/);
    expect(read(path)).toMatch(/href="20220520-0000\.html"/);
  }
  // 9 Special characters are kept, and a single tilde does not strike through
  expect(text).toContain("何が足りなかったのか?&本当はどう思っていたのか?");
  expect(text).toContain("10時~12時、13時~15時の~二度~も");
  // 10 Bold text around quotation marks, and line ends are kept
  expect(page).toContain("<strong>『「明日」に向けて直すと言う』こと</strong>です。");
  expect(page).toMatch(/・一つ目<br>\n・二つ目/);
  // 11 Contents by year
  expect(text).toContain("目次の表示:");
  expect(page).toContain('<a href="contents/2013.html"');
  // 12 Footer
  expect(text).toContain("コメント欄はありません。ご意見はメールでどうぞ。");
  expect(text).toContain("内容の正確さは保証しません。");
  // 13 Recent updates by the last change
  expect(text).toContain("- 最近の更新 -");
  const recent = /<ul class="recent">([\s\S]*?)<\/ul>/.exec(page)?.[1] ?? "";
  expect(recent.match(/href="[^"]*"/g)).toEqual([
    'href="20220410-0000.html"',
    'href="20220520-0000.html"',
    'href="20220506-0000.html"',
  ]);
  // 14 Counter
  expect(text).toContain("3212223 (+0134)[+0218]");
  // 15 Copyright
  expect(text).toContain("Copyright© 2010-2024 試験堂");
  // 16 Navigation
  expect(page).toMatch(/<a href="20220501-0000\.html" rel="prev">←前へ/);
  expect(page).toMatch(/<a href="20220520-0000\.html" rel="next">次へ→/);
  expect(page).toContain('<a href="sections/hitokoto/latest.html">最新へ⇒</a>');
  expect(fixture.read("sections/hitokoto/latest.html")).toContain(
    '<meta http-equiv="refresh" content="0; url=../../20220520-0000.html">',
  );
  expect(words(read("20130105-0452.html"))).toContain("[貸しブログから転記]");
  // 18 nothing of tomorrow's post
  for (const [path, content] of fixture.contents()) {
    expect([path, /明日の記事|20240602/.test(content)]).toEqual([path, false]);
  }
});

test("17 in the static mode: a new notice changes every page, no feed, and no number of visits", async () => {
  fixture.settings = { ...fixture.settings, parts: { include: "none" } };
  await fixture.build(posts);
  const before = fixture.contents();
  fixture.settings = { ...fixture.settings, notices: [{ text: "新しいお知らせ", at: "2024-06-01 09:00" }] };
  const again = await fixture.build(posts);
  const pages = again.files.filter(
    ({ path, group }) => group !== "feed" && /(?<!\/latest)\.html$/.test(path),
  );
  expect([again.rendered, again.written]).toEqual([0, pages.length]);
  const changed = [...fixture.contents()].filter(([path, content]) => before.get(path) !== content);
  expect(changed.map(([path]) => path).sort()).toEqual(pages.map(({ path }) => path).sort());
  for (const [, content] of changed) {
    expect(words(content)).toContain("新しいお知らせ [2024/6/1 9:00]");
    expect(words(content)).toContain("3212223 (+0134)[+0218]");
  }
});

test.each(["ssi", "php", "script"] as const)(
  "17 in the include mode %s: a new notice is one file to upload, and changes no counter",
  async (include) => {
    fixture.settings = { ...fixture.settings, parts: { include } };
    await fixture.build(posts);
    const before = fixture.contents();
    fixture.settings = { ...fixture.settings, notices: [{ text: "新しいお知らせ", at: "2024-06-01 09:00" }] };
    const again = await fixture.build(posts);
    expect([again.rendered, again.written, again.removed]).toEqual([0, 1, 0]);
    const changed = [...fixture.contents()].filter(([path, content]) => before.get(path) !== content);
    const path = include === "script" ? "parts/index.html" : "parts/header.html";
    expect(changed.map(([changedPath]) => changedPath)).toEqual([path]);
    expect(words(fixture.read(path))).toContain("新しいお知らせ [2024/6/1 9:00]");
    if (include !== "script") {
      expect(words(fixture.read("parts/footer.html"))).toContain("3212223 (+0134)[+0218]");
    }
  },
);

test("the second section of the seed site has long articles with addresses and a template of their own", async () => {
  const built = await fixture.build(posts);
  expect(built.problems).toEqual([]);
  // The letter runs through the month
  const page = read("talk/h202205a.html");
  const text = words(page);
  expect(text).toContain("行き違いを振り返る（長い話）");
  expect(words(read("talk/h202205b.html"))).toContain("便りを読んで（長い話）");
  expect(page).toMatch(/<a href="\.\.\/talk\/h202205b\.html" rel="next">/);
  // The breadcrumb is followed by the revision log, then by the text
  expect(page).toMatch(/<nav class="breadcrumb"[\s\S]*href="\.\.\/"[\s\S]*href="\.\.\/talk\/">ふたこと<\/a>/);
  expect(text).toContain("公開日:2022/05/20 返事へのリンクを足しました。");
  expect(page.indexOf('class="revisions"')).toBeLessThan(page.indexOf('class="e-content"'));
  // The frame is the same as in the first section
  expect(text).toContain("ソフトの置き場「試験堂」の管理人が日々を語るページです。");
  expect(text).toContain("Copyright© 2010-2024 試験堂");
  // The first section has its own template
  expect(fixture.read("20220506-0000.html")).not.toContain("breadcrumb");
});
