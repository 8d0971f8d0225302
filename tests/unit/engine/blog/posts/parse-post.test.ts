import Encoding from "encoding-japanese";
import { expect, test } from "vitest";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { toIso } from "#engine/blog/dates/moment.ts";
import { firstWordsOf, parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { isDue } from "#engine/site/entries/due.ts";

const settings = blogSettingsSchema.parse({
  title: "試し",
  sections: { hitokoto: { title: "ひとこと" }, futakoto: { title: "ふたこと" } },
});

function parse(text: string | Uint8Array, path = "posts/hitokoto/20220506-0000.md"): Post {
  return parsePost({ path, bytes: typeof text === "string" ? Buffer.from(text) : text, settings });
}

test("parses every property of a post", () => {
  const post = parse(`---
title: 梅が咲いた
date: 2022-05-06 0:00:00
updated: 2022-05-08 21:10:00
status: ready
permalink: 20220506-0000.html
section: futakoto
tags: [庭, 梅]
category: 日々
summary: 庭の話
cover: ../../media/2022/05/ume.png
guid: tag:example.com,2022:1
lang: ja
source: { name: 前のブログ, url: "https://example.com/1" }
aliases: [/old.html]
relations:
  - { kind: reply, to: posts/hitokoto/20220520-0000.md }
  - { kind: see-also, to: other.html, label: あわせて }
revisions:
  - { date: 2022/05/08, note: 写真を足した }
---
本文`);
  expect(post).toMatchObject({
    kind: "post",
    section: "futakoto",
    title: "梅が咲いた",
    status: "ready",
    tags: ["庭", "梅"],
    guid: "tag:example.com,2022:1",
    language: "ja",
    source: { name: "前のブログ", url: "https://example.com/1" },
    aliases: ["/old.html"],
    relations: [
      { kind: "reply", to: "posts/hitokoto/20220520-0000.md" },
      { kind: "see-also", to: "other.html", label: "あわせて" },
    ],
    revisions: [{ date: "2022/05/08", note: "写真を足した" }],
    body: "本文",
    imageNames: ["ume.png"],
    bodyLine: 21,
    problems: [],
  });
  expect(post.properties).toEqual({
    title: "梅が咲いた",
    date: "2022-05-06 0:00:00",
    updated: "2022-05-08 21:10:00",
    status: "ready",
    permalink: "20220506-0000.html",
    aliases: ["/old.html"],
    section: "futakoto",
    tags: ["庭", "梅"],
    category: "日々",
    summary: "庭の話",
    cover: "../../media/2022/05/ume.png",
    language: "ja",
  });
  expect(post.date && toIso(post.date)).toBe("2022-05-06T00:00:00+09:00");
  expect(post.updated && toIso(post.updated)).toBe("2022-05-08T21:10:00+09:00");
  expect(post.hash).toMatch(/^[0-9a-f]{64}$/);
});

test("a text without front matter is a post, and a page needs no date", () => {
  expect(parse("ただの文")).toMatchObject({ title: "", status: "ready", body: "ただの文", properties: {} });
  expect(parse("about", "pages/about.md")).toMatchObject({ kind: "page", section: "", problems: [] });
  expect(parse("x", "posts/loose.md").section).toBe("hitokoto");
});

test.each([
  [
    "Hugo",
    "---\ntitle: x\ndate: 2022-05-06T00:00:00+09:00\nlastmod: 2022-05-07\ndraft: true\nslug: my-post\ndescription: d\n---\n",
    {
      status: "draft",
      slug: "my-post",
      properties: { summary: "d", updated: "2022-05-07", status: "draft" },
    },
  ],
  [
    "Zola",
    '+++\ntitle = "x"\ndate = 2022-05-06\ndraft = false\n[taxonomies]\ntags = ["a"]\ncategories = ["c", "d", "c"]\n+++\n',
    {
      status: "ready",
      tags: ["a"],
      furtherCategories: ["d"],
      properties: { category: "c", date: "2022-05-06" },
    },
  ],
  [
    "Jekyll",
    "---\ntitle: x\ndate: 2022-05-06 00:00:00 +0900\ntags: a, b\npublished: false\npermalink: /old/x.html\nredirect_from: /older.html\nexcerpt: e\n---\n",
    {
      status: "draft",
      tags: ["a", "b"],
      aliases: ["/older.html"],
      properties: { permalink: "/old/x.html", summary: "e" },
    },
  ],
  [
    "Jekyll's pattern",
    "---\ndate: 2022-05-06\npermalink: /:year/:title/\n---\n",
    { properties: { date: "2022-05-06" } },
  ],
  [
    "Hexo",
    "---\ntitle: x\ndate: 2022-05-06 00:00:00\nupdated: 2022-05-07 00:00:00\ncategories:\n- [日々, 庭]\ntags:\n- 梅\n---\n",
    { tags: ["梅"], furtherCategories: ["庭"], properties: { category: "日々" } },
  ],
  [
    "Eleventy",
    "---\ntitle: x\ndate: 2022-05-06\nurl: /posts/x/\n---\n",
    { properties: { permalink: "/posts/x/" } },
  ],
])("parses a post of %s", (_, text, expected) => {
  const post = parse(text);
  expect(post).toMatchObject(expected);
  expect(post.problems).toEqual([]);
});

test.each([
  ["series: 冬の手帖", { name: "冬の手帖" }],
  ["series:\n  name: 冬の手帖\n  number: 3", { name: "冬の手帖", number: 3 }],
  ["series: { name: 冬の手帖, number: ３ }", { name: "冬の手帖", number: 3 }],
  ["series: [冬の手帖, 別の連載]", { name: "冬の手帖" }],
  ["series: 2022", { name: "2022" }],
  ["series:", undefined],
])("parses the series of %j", (line, series) => {
  const post = parse(`---\ndate: 2022-05-06\n${line}\n---\n`);
  expect([post.series, post.problems]).toEqual([series, []]);
});

test.each([
  ["series: { name: 冬の手帖, number: 0 }", { name: "冬の手帖" }],
  ["series: { name: 冬の手帖, number: 三 }", { name: "冬の手帖" }],
  ["series: { number: 3 }", undefined],
])("reports unusable values of %j", (line, series) => {
  const post = parse(`---\ndate: 2022-05-06\n${line}\n---\n`);
  expect(post.series).toEqual(series);
  expect(post.problems).toMatchObject([{ code: "post.fieldInvalid", line: 3, values: { key: "series" } }]);
});

test("a Jekyll file name contains the date", () => {
  const post = parse("---\ntitle: x\n---\n", "posts/hitokoto/2022-05-06-ume.md");
  expect(post.date && toIso(post.date)).toBe("2022-05-06T00:00:00+09:00");
  expect(post.problems).toEqual([]);
});

test("broken front matter blocks publishing and loses nothing", () => {
  const post = parse("---\ndate: 2022-05-06\ntitle: 記事: その2\n---\n本文\n");
  expect(post).toMatchObject({ title: "記事: その2", status: "draft", body: "本文\n", bodyLine: 4 });
  expect(post.problems).toEqual([
    {
      code: "post.frontMatterSyntax",
      severity: "error",
      file: post.path,
      line: 3,
      values: {
        path: post.path,
        reason: expect.any(String),
        "reason@ja": expect.stringContaining("引用符"),
      },
    },
  ]);
});

test.each([
  ["---\ntitle: 秘密\nstatus: draft\n\n文\n", 1],
  ["---\nstatus: draft\n--- # end\n\n文\n", 1],
  ["\n---\nstatus: draft\n---\n文\n", 2],
  ["title: 秘密\nstatus: draft\n---\n文\n", 1],
  ["---\rtitle: 秘密\rstatus: draft\r---\r文\r", 1],
  ["+++\nDraft = true\n文\n", 1],
  ["<<<<<<< HEAD\n---\nstatus: draft\n=======\n---\n>>>>>>> b\n---\n文\n", 2],
  ["layout: post\nstatus: draft\ntitle: 話\n---\n文\n", 1],
  ["# 注\ntags:\n  - 話\nstatus: draft\n---\n文\n", 1],
  ["----\nstatus: draft\n----\n文\n", 1],
  ["—\nstatus: draft\n—\n文\n", 1],
])("a draft whose front matter is misshapen stays a draft: %j", (text, line) => {
  const post = parse(text, "posts/hitokoto/2022-05-06-ume.md");
  expect(post).toMatchObject({ status: "draft", body: text });
  expect(post.problems).toMatchObject([
    { code: "post.frontMatterSyntax", line, values: { "reason@ja": expect.stringContaining("---") } },
  ]);
});

test.each([
  "文\n---\n続き",
  "---\n\ntitle: 話\n",
  "---\nNote: 話\n",
  "title: 見出し\n---\n\n文\n",
  "- title: 話\n- date: 話\n\n---\n",
  "<<<<<<< 矢印\n文\n",
  "-----\nNote: 話\n",
  "— 話\nstatus: draft\n",
  "話の始まり\ndate: 五月\ntitle: 話\n---\n文\n",
  "# 話\ndate: 五月\n---\n文\n",
])("a text without front matter is published as it is: %j", (text) => {
  const post = parse(text, "posts/hitokoto/2022-05-06-ume.md");
  expect(post).toMatchObject({ status: "ready", problems: [] });
});

test("Shift_JIS is recognised and shown, and blocks publishing", () => {
  const text = "---\ntitle: 梅が咲いた\ndate: 2022-05-06\n---\n庭の梅が咲きました。";
  const bytes = Encoding.convert(Encoding.stringToCode(text), { from: "UNICODE", to: "SJIS" });
  const post = parse(Uint8Array.from(bytes));
  expect(post).toMatchObject({ title: "梅が咲いた", body: "庭の梅が咲きました。" });
  expect(post.problems).toMatchObject([
    { code: "post.notUtf8", severity: "error", values: { path: post.path, encoding: "Shift_JIS" } },
  ]);
});

test.each([
  ["status: finished", 2, { key: "status", problem: "finished" }],
  ["date: 2022-05-06\ntitle: [a]", 3, { key: "title", problem: '["a"]' }],
  ["date: 2022-05-06\ntags: { a: b }", 3, { key: "tags", problem: '{"a":"b"}' }],
  ["date: 2022-05-06\nrelations:\n  - { kind: friend, to: x }", 3, { key: "relations" }],
  ["date: 2022-05-06\nlastmod: いつか", 3, { key: "lastmod", problem: "いつか" }],
])("reports %j", (frontMatter, line, values) => {
  const { problems } = parse(`---\n${frontMatter}\n---\n`);
  expect(problems).toMatchObject([{ code: "post.fieldInvalid", severity: "warning", line, values }]);
});

test("a date that cannot be read is one finding with its line", () => {
  const { problems } = parse("---\ntitle: x\nDate: 2024-13-02\n---\n");
  const values = { key: "Date", date: "2024-13-02" };
  expect(problems).toMatchObject([{ code: "date.unreadable", severity: "warning", line: 3, values }]);
});

test.each([
  ["Draft: true", undefined],
  ["draft: true", undefined],
  ["Published: false", undefined],
  ['draft: "yes"', undefined],
  ["status: ready\ndraft: true", "draft"],
  ["draft: false\nprivate: true", "private"],
  ["password: abc", "password"],
  ["Password: 1234", "Password"],
  ["hidden: true", "hidden"],
  ["headless: true", "headless"],
  ["publish: false", "publish"],
  ["permalink: false", "permalink"],
  ["_build:\n  render: never", "_build.render"],
  ["build:\n  render: false", "build.render"],
  ["build:\n  render: link", "build.render"],
  ["isDraft: true", "isDraft"],
  ["hide: true", "hide"],
  ["secret: yes", "secret"],
  ["protected: true", "protected"],
  ["encrypt: true", "encrypt"],
  ["visibility: private", "visibility"],
  ["Visibility: unlisted", "Visibility"],
  ["extra:\n  draft: true", "extra.draft"],
  ["extra:\n  Private: true", "extra.Private"],
  ["params:\n  hidden: true", "params.hidden"],
  ["params:\n  password: abc", "params.password"],
])("%j keeps a post private", (frontMatter, key) => {
  const post = parse(`---\ndate: 2022-05-06\n${frontMatter}\n---\n`);
  expect(post.status).toBe("draft");
  const named = post.problems.filter(({ code }) => code === "post.keptPrivate");
  expect(named.map(({ values }) => values.key)).toEqual(key === undefined ? [] : [key]);
});

test.each([
  "private: false",
  "password:",
  'password: ""',
  "Draft: false",
  "published: true",
  "published: 2022-05-06",
  "build:\n  list: never",
  "visibility: public",
  "extra:\n  private: false",
])("%j does not keep a post private", (frontMatter) => {
  expect(parse(`---\ndate: 2022-05-06\n${frontMatter}\n---\n`)).toMatchObject({
    status: "ready",
    problems: [],
  });
});

test.each([
  ["unlisted: true", true],
  ["params:\n  Unlisted: true", true],
  ["extra:\n  unlisted: true", true],
  ["_build:\n  list: never", true],
  ["build:\n  list: false", true],
  ["params:\n  unlisted: false", undefined],
  ["build:\n  list: always", undefined],
])("%j leaves a post out of lists: %j", (frontMatter, unlisted) => {
  const { status, problems, properties } = parse(`---\ndate: 2022-05-06\n${frontMatter}\n---\n`);
  expect([status, problems, properties.unlisted]).toEqual(["ready", [], unlisted]);
});

test("Hugo's key `list` in an inline table of TOML leaves a post out of lists", () => {
  const { status, properties } = parse('+++\ndate = 2022-05-06\nbuild = { list = "never" }\n+++\n');
  expect([status, properties.unlisted]).toEqual(["ready", true]);
});

test("a TOML key with a capital letter keeps a post private, too", () => {
  expect(parse("+++\ndate = 2022-05-06\nDraft = true\n+++\n").status).toBe("draft");
});

test("a file with JSON as front matter is a draft, and the finding says why", () => {
  const post = parse('{\n  "title": "x",\n  "date": "2022-05-06"\n}\n\nText\n');
  expect(post).toMatchObject({
    status: "draft",
    problems: [{ code: "post.jsonFrontMatter", severity: "warning" }],
  });
});

test("files in a folder _drafts are drafts", () => {
  expect(parse("---\ndate: 2022-05-06\n---\n", "posts/_drafts/a.md").status).toBe("draft");
});

test("publishDate and expiryDate limit the time in which readers see a post", () => {
  const post = parse("---\ndate: 2022-05-06\nPublishDate: 2022-06-01\nexpiryDate: 2022-07-01\n---\n");
  const at = (text: string): boolean => isDue(post, Date.parse(`${text}T12:00:00+09:00`));
  expect(["2022-05-31", "2022-06-01", "2022-06-30", "2022-07-01"].map(at)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  const unread = parse("---\ndate: 2022-05-06\nexpiryDate: someday\n---\n");
  expect(isDue(unread, Date.parse("2022-05-07"))).toBe(false);
});

test("keys are read in any case", () => {
  const post = parse("---\nTitle: 雨\nDate: 2022-05-06\nTags: [庭]\nCategories: [日々]\n---\n");
  expect(post).toMatchObject({ title: "雨", tags: ["庭"], properties: { category: "日々" }, problems: [] });
});

test("a ready post needs a date, a draft does not", () => {
  expect(parse("---\ntitle: x\n---\n").problems).toMatchObject([
    { code: "date.missing", severity: "warning" },
  ]);
  expect(parse("---\ntitle: x\nstatus: draft\n---\n").problems).toEqual([]);
  expect(parse("---\nstatus: finished\n---\n").status).toBe("draft");
});

test("byte order mark and CRLF are not part of the title or the start of the body", () => {
  const post = parse("\uFEFF---\r\ntitle: 題\r\ndate: 2022-05-06\r\n---\r\n本文\r\n");
  expect(post).toMatchObject({ title: "題", body: "本文\r\n", bodyLine: 4, problems: [] });
});

test.each([
  ["![](media/a.png){.wide}\n\n雨の日", "雨の日"],
  ["![](media/a(1).png)", ""],
  ['![山](media/a.png "山 (冬)"){width=300}', "山"],
  ["::: gallery\n![](media/a.png)\n:::", ""],
  ["```js\nlet a = 1;\n```", "let a = 1;"],
])("a post without a title is named by the words of %j, and never by its Markdown", (body, words) => {
  expect(firstWordsOf(body)).toBe(words);
});
