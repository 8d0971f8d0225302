import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { SitePreview } from "#engine/site/preview/preview.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture, tinyPng } from "../site-fixture.ts";

let fixture: SiteFixture;

beforeEach(() => {
  fixture = new SiteFixture();
});

afterEach(() => fixture.remove());

const body = [
  "一段目は[次](b.md)へ。註[^1]",
  "",
  "## 見出し",
  "",
  "- 項目\n- 項目",
  "",
  "```ts\nconst a = 1;\n```",
  "",
  "![絵](/media/a.png)",
  "",
  "[^1]: 註です。",
].join("\n");

const posts = [
  makePost("posts/hitokoto/a.md", { title: "甲", body, date: inJapan("2022-05-01T00:00:00") }),
  makePost("posts/hitokoto/b.md", { title: "乙", date: inJapan("2022-05-02T00:00:00") }),
  makePost("posts/hitokoto/draft.md", { title: "下書き", status: "draft", date: null }),
  makePost("posts/hitokoto/later.md", { title: "先の話", date: inJapan("2030-01-01T00:00:00") }),
];

function open(): SitePreview {
  fixture.put("media/a.png", tinyPng);
  return new SitePreview(fixture.renderer.factory, fixture.input(posts));
}

function typed(changes: Partial<Post>): Post {
  return makePost("posts/hitokoto/a.md", { ...posts[0], ...changes });
}

async function text(preview: SitePreview, path: string, open?: Post): Promise<string> {
  const response = await preview.respond(path, open);
  return response ? Buffer.from(response.bytes).toString("utf8") : "nothing";
}

test("the preview equals the published page, except for line marks", async () => {
  // Where a script inserts parts, pages also link to the author's own style sheet if it is empty.
  fixture.settings = { ...fixture.settings, parts: { include: "none" } };
  const preview = open();
  await fixture.build(posts);
  const published = fixture.read("20220501-0000.html");
  const shown = await text(preview, "20220501-0000.html", posts[0]);
  expect(shown).not.toBe(published);
  expect(shown.match(/ data-line="\d+"/g)?.length).toBeGreaterThan(4);
  expect(shown.replaceAll(/ data-line="\d+"/g, "")).toBe(published);
});

test("the page contains exactly the blocks that the pane gets", async () => {
  const preview = open();
  const changed = typed({ body: `${body}\n\n書き足し` });
  const { blocks, address } = preview.articleOf(changed);
  const page = await text(preview, address, changed);
  expect(page).toContain(`<div class="e-content">${blocks.map(({ html }) => html).join("")}</div>`);
  expect(page).toContain("書き足し");
});

test("no text can navigate the preview page away", async () => {
  const preview = open();
  const refresh = `<META http-equiv="refresh" content="0;url=https://example.com/">`;
  const away = typed({ body: `一段目\n\n<p>残る</p>${refresh}\n\n\`<meta>\` は文字です。` });
  const html = preview
    .articleOf(away)
    .blocks.map((block) => block.html)
    .join("");
  expect(html).not.toContain("http-equiv");
  expect(html).toContain(">残る</p>");
  expect(html).toContain("&lt;meta&gt;");
  const page = await text(preview, "20220501-0000.html", away);
  expect(page).toContain(html);
});

test("an error in the theme is reported with the first article, instead of an empty page", () => {
  fixture.put("theme/templates/post.liquid", "line 1\n{% if %}");
  const broken = open();
  const mistake = {
    code: "theme.syntax",
    values: expect.objectContaining({ template: "templates/post.liquid", line: 2 }),
  };
  expect(() => broken.articleOf(typed({}))).toThrow(expect.objectContaining(mistake));
  expect(() => broken.articleOf(typed({}))).toThrow(expect.objectContaining(mistake));
  fixture.put("theme/templates/post.liquid", "{{ post.title }}{{ 'none' | asset_url }}");
  expect(() => open().articleOf(typed({}))).toThrow(expect.objectContaining({ code: "theme.render" }));
  fixture.put("theme/templates/post.liquid", "{{ post.title }}");
  expect(open().articleOf(typed({})).blocks.length).toBeGreaterThan(2);
});

test("typing in the text keeps the page's frame; a new title or tag does not", () => {
  const preview = open();
  const frame = (changes: Partial<Post>): string => preview.articleOf(typed(changes)).frameKey;
  const saved = frame({});
  expect(frame({ body: `まったく別の本文。${"長".repeat(900)}` })).toBe(saved);
  expect(frame({ title: "丙" })).not.toBe(saved);
  expect(frame({ tags: ["話題"] })).not.toBe(saved);
  expect(frame({ date: inJapan("2022-05-03T00:00:00") })).not.toBe(saved);
});

test("unsaved text is shown on the post's page, on the front page and in lists", async () => {
  const preview = open();
  const changed = typed({ title: "書きかけの題", body: "書きかけの本文" });
  expect(await text(preview, "20220501-0000.html", changed)).toContain("■書きかけの題");
  expect(await text(preview, "", changed)).toContain("書きかけの本文");
  expect(await text(preview, "archive/", changed)).toContain("書きかけの題");
  expect(await text(preview, "20220502-0000.html", changed)).toContain("書きかけの題");
  expect(await text(preview, "20220502-0000.html")).not.toContain("書きかけの題");
});

test("a changed date moves the page in the preview", async () => {
  const preview = open();
  const moved = typed({ date: inJapan("2022-05-09T12:30:00") });
  expect(preview.articleOf(moved).address).toBe("20220509-1230.html");
  expect(await text(preview, "20220509-1230.html", moved)).toContain("■甲");
});

test("a draft is on its page and in lists as if published, and is marked as a draft", async () => {
  const preview = open();
  const draft = posts[2] ?? makePost("none");
  const { address } = preview.articleOf(draft);
  expect(await text(preview, address, draft)).toContain('<p class="draft">');
  expect(await text(preview, "", draft)).toContain("下書き");
  expect(await text(preview, "")).not.toContain("下書き");
});

test("other drafts and scheduled posts are reachable, but no list shows them", async () => {
  const preview = open();
  expect(await text(preview, "20300101-0000.html")).toContain("■先の話");
  expect(await text(preview, "20220502-0000.html")).not.toContain("先の話");
});

test("links to drafts and scheduled posts are reported while the post is typed", () => {
  const links =
    "[自分](a.md) [乙](b.md) [下書き](draft.md)\n[先](later.md) [外](https://example.com/draft.md)";
  const { problems } = open().articleOf(typed({ body: links }));
  expect(problems.map(({ code, line, values }) => [code, line, values.target])).toEqual([
    ["link.dead", 5, "draft.md"],
    ["link.dead", 6, "later.md"],
  ]);
});

test("links that readers do not get yet are marked on the page, and no other link is", async () => {
  const fixed = { title: "案", status: "draft", properties: { permalink: "fixed.html" } } as const;
  const previewWith = (changes: object): SitePreview => {
    const post = makePost("posts/hitokoto/fixed.md", { ...fixed, ...changes });
    return new SitePreview(fixture.renderer.factory, fixture.input([...posts, post]));
  };
  const preview = previewWith({});
  const body =
    '[乙](b.md) [下書き](draft.md#a&b "題") [**先**][1] <a title="x" HREF=draft.md>下</a> `<a href="draft.md">`\n\n[案](fixed.md)\n\n[1]: later.md';
  const links = typed({ body });
  const { blocks, address } = preview.articleOf(links);
  const html = blocks.map((block) => block.html).join("");
  const marked = [...html.matchAll(/<a data-waiting=""[^>]*>(.*?)<\/a>/g)].map(([, words]) => words);
  expect(marked).toEqual(["下書き", "<strong>先</strong>", "下", "案"]);
  expect(html).toContain('<a href="20220502-0000.html">乙</a>');
  expect(await text(preview, address, links)).toContain(html);
  // When the draft is published, the page gets its block again.
  const later = previewWith({ status: "ready" }).articleOf(links).blocks;
  expect(later[1]?.html).toContain('<a href="fixed.html">案</a>');
  expect(later[1]?.key).not.toBe(blocks[1]?.key);
});

test("links of the settings to drafts are words in the footer, and not in the menu or the links", async () => {
  const url = "posts/hitokoto/draft.md";
  const menu = [
    { label: "案の項目", url, items: [] },
    { label: "乙の項目", url: "posts/hitokoto/b.md", items: [] },
  ];
  const links = [{ label: "案のリンク", url }];
  const footer = [`[案の文](${url})と[乙の文](posts/hitokoto/b.md)`];
  fixture.settings = makeSettings({
    theme: "fude",
    language: "ja",
    parts: { include: "none" },
    footer,
    menu,
    links,
  });
  fixture.setBuiltInThemes();
  const preview = open();
  const page = await text(preview, "20220501-0000.html", posts[0]);
  expect(page).toMatch(/<a data-waiting="" href="[^"]+">案の文<\/a>と<a href="[^"]+">乙の文<\/a>/);
  expect(page).toContain("乙の項目");
  expect(page).not.toMatch(/案の項目|案のリンク/);
  // The published page has only the words.
  await fixture.build(posts);
  expect(fixture.read("20220501-0000.html")).toMatch(/案の文と<a href="[^"]+">乙の文<\/a>/);
  expect(fixture.read("20220501-0000.html")).not.toMatch(/案の項目|案のリンク/);
  // The draft itself is shown as if published, so its own page has the links.
  const draft = posts[2] ?? makePost("none");
  const own = await text(preview, preview.articleOf(draft).address, draft);
  expect(own).toContain("案の項目");
  expect(own).not.toContain("data-waiting");
});

test("an unsaved new post can be previewed", async () => {
  const preview = open();
  const fresh = makePost("posts/hitokoto/fresh.md", {
    title: "新しい",
    body: "まだ保存していません",
    date: null,
    status: "draft",
  });
  const { address } = preview.articleOf(fresh);
  expect(await text(preview, address, fresh)).toContain("まだ保存していません");
});

test("assets and images are served with their types, and missing ones are not found", async () => {
  const preview = open();
  const page = await text(preview, "20220501-0000.html");
  const sheet = /href="(assets\/style\.[0-9a-f]{8}\.css)"/.exec(page)?.[1] ?? "";
  expect((await preview.respond(sheet))?.type).toBe("text/css; charset=utf-8");
  const image = await preview.respond("media/a.png");
  expect([image?.type, Buffer.from(image?.bytes ?? []).equals(tinyPng)]).toEqual(["image/png", true]);
  expect(await preview.respond("media/none.png")).toBeNull();
  expect(await preview.respond("media/../blog.yaml")).toBeNull();
  const missing = await preview.respond("none.html");
  expect([missing?.status, missing?.type]).toEqual([404, "text/html; charset=utf-8"]);
  expect((await preview.respond("contents/"))?.status).toBe(200);
});

test("the share card shows the title, the description and the image of the page's head", () => {
  fixture.setBuiltInThemes();
  fixture.settings = makeSettings({ theme: "fude" });
  const card = new TextDecoder().decode(open().otherView("card", typed({ title: "雨 & 風" })));
  expect(card).toContain('<p class="title">雨 &amp; 風</p>');
  expect(card).toMatch(/<p class="text">一段目は次へ。/);
  expect(card).toMatch(/<img src="[^"]*a\.png"/);
});
