import { parseAtomFeed, parseJsonFeed, parseOpml, parseRssFeed } from "feedsmith";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Post } from "#engine/blog/posts/post.ts";
import { keptAddresses } from "#engine/site/pages/plan-kept.ts";
import { inJapan, makePost, makeSettings } from "../make-post.ts";
import { SiteFixture } from "../site-fixture.ts";

let fixture: SiteFixture;
beforeEach(() => {
  fixture = new SiteFixture();
});
afterEach(() => fixture.remove());

const may = (day: number, changes: Partial<Post> = {}): Post =>
  makePost(`posts/hitokoto/${day}.md`, {
    date: inJapan(`2022-05-0${day}T00:00:00`),
    title: `${day}日`,
    body: `${day}日の本文です。`,
    ...changes,
  });

const posts = [
  may(1, { tags: ["お茶"], properties: { category: "日々" } }),
  may(2, { section: "futakoto" }),
  may(3, { tags: ["お茶"] }),
];

/** Returns the feeds in a page's head, as absolute URLs. */
function namedFeeds(path: string): string[] {
  const page = `https://example.com/diary/${path}`;
  const links = fixture
    .read(path)
    .matchAll(/<link rel="alternate" type="([^"]*)" title="[^"]*" href="([^"]*)">/g);
  return [...links].map(
    ([, type, href = ""]) => `${type} ${decodeURIComponent(new URL(href, page).pathname)}`,
  );
}

const threeIn = (folder: string): string[] => [
  `application/rss+xml /diary/${folder}rss.xml`,
  `application/atom+xml /diary/${folder}atom.xml`,
  `application/feed+json /diary/${folder}feed.json`,
];

test.each([
  ["a section", "talk/", ["2日"]],
  ["a section at the top", "sections/hitokoto/", ["3日", "1日"]],
])(
  "the list of %s names its feeds before those of the site, and they have its posts",
  async (_name, folder, titles) => {
    await fixture.build(posts);
    expect(namedFeeds(`${folder}index.html`)).toEqual([...threeIn(folder), ...threeIn("")]);
    const read = (name: string): string => fixture.read(folder + name);
    const self = `https://example.com/diary/${encodeURI(folder)}`;
    const rss = parseRssFeed(read("rss.xml"));
    expect(rss.items?.map(({ title }) => title)).toEqual(titles);
    expect([rss.link, rss.atom?.links?.[0]?.href]).toEqual([self, `${self}rss.xml`]);
    const atom = parseAtomFeed(read("atom.xml"));
    expect(atom.entries?.map(({ title }) => title?.value)).toEqual(titles);
    expect(atom.links?.map(({ rel, href }) => [rel, href])).toEqual([
      ["alternate", self],
      ["self", `${self}atom.xml`],
    ]);
    const json = parseJsonFeed(JSON.parse(read("feed.json")));
    expect(json.items?.map(({ title }) => title)).toEqual(titles);
    expect([json.home_page_url, json.feed_url]).toEqual([self, `${self}feed.json`]);
  },
);

test.each([
  ["a tag", "tags/お茶/", ["3日", "1日"]],
  ["a category", "categories/日々/", ["1日"]],
])("the list of %s has a feed if the author wants it or it has ten posts", async (_name, folder, titles) => {
  await fixture.build(posts);
  expect(namedFeeds(`${folder}index.html`)).toEqual(threeIn(""));
  fixture.settings = makeSettings({ feeds: { tags: "all" } });
  await fixture.build(posts);
  expect(namedFeeds(`${folder}index.html`)).toEqual([...threeIn(folder).slice(0, 1), ...threeIn("")]);
  const rss = parseRssFeed(fixture.read(`${folder}rss.xml`));
  expect(rss.items?.map(({ title }) => title)).toEqual(titles);
  const self = `https://example.com/diary/${encodeURI(folder)}`;
  expect([rss.link, rss.atom?.links?.[0]?.href]).toEqual([self, `${self}rss.xml`]);
  const many = Array.from({ length: 10 }, (_, at) =>
    makePost(`posts/hitokoto/${at}.md`, { tags: ["お茶"], properties: { category: "日々" } }),
  );
  fixture.settings = makeSettings();
  await fixture.build(many);
  expect(namedFeeds(`${folder}index.html`)).toHaveLength(4);
  await fixture.build(many.slice(1));
  expect(namedFeeds(`${folder}index.html`)).toEqual(threeIn(""));
  fixture.settings = makeSettings({ feeds: { tags: "none" } });
  await fixture.build(many);
  expect(namedFeeds(`${folder}index.html`)).toEqual(threeIn(""));
});

test("a feed or page of a list that was published before stays at its address", async () => {
  const kept = keptAddresses({
    "rss.xml": { group: "feed" },
    "tags/お茶/atom.xml": { group: "feed" },
    "tags/お茶/1.html": { group: "list" },
    "archive/index.html": { group: "list" },
    "sections/hitokoto/2.html": { group: "list" },
    "sections/hitokoto/index.html": { group: "list" },
    "sections/hitokoto/feed.json": { group: "feed" },
    "2022/5.html": { group: "page", post: "posts/hitokoto/5.md" },
    "contents/2022.html": { group: "list" },
  });
  expect([...kept]).toHaveLength(6);
  const hitokoto = posts.filter(({ section }) => section === "hitokoto");
  fixture.settings = makeSettings({ sections: { hitokoto: { title: "ひとこと" } } });
  const { outDir } = fixture;
  const { problems } = await fixture.renderer.build({ ...fixture.input(hitokoto), outDir, kept });
  expect(problems).toEqual([]);
  const leadsTo = (path: string): string | undefined => /url=([^"]*)/.exec(fixture.read(path))?.[1];
  expect(leadsTo("tags/お茶/1.html")).toBe("../../tags/%E3%81%8A%E8%8C%B6/");
  expect(leadsTo("sections/hitokoto/2.html")).toBe("../../archive/");
  expect(leadsTo("sections/hitokoto/index.html")).toBe("../../archive/");
  expect(leadsTo("archive/index.html")).toBeUndefined();
  expect(parseAtomFeed(fixture.read("tags/お茶/atom.xml")).entries).toHaveLength(2);
  expect(JSON.parse(fixture.read("sections/hitokoto/feed.json")).items).toHaveLength(2);
});

test("each Atom feed has an id of its own, and a post has the same id in all feeds", async () => {
  const { files } = await fixture.build(posts);
  const atoms = files
    .filter(({ path }) => path.endsWith("atom.xml"))
    .map(({ path }) => parseAtomFeed(fixture.read(path)));
  expect(atoms).toHaveLength(3);
  expect(new Set(atoms.map(({ id }) => id)).size).toBe(3);
  const ids = atoms.flatMap(({ entries = [] }) => entries.map(({ id, title }) => `${title?.value} ${id}`));
  expect(new Set(ids).size).toBe(3);
});

test("unless readers are notified of a change, no feed changes its order or dates", async () => {
  const order = (): unknown =>
    parseAtomFeed(fixture.read("atom.xml")).entries?.map(({ id, published, updated }) => [
      id,
      published,
      updated,
    ]);
  await fixture.build(posts);
  const before = order();
  const minor = posts.map((post, at) =>
    at === 0 ? makePost(post.path, { ...post, body: "直した本文です。" }) : post,
  );
  await fixture.build(minor);
  expect(fixture.read("atom.xml")).toContain("直した本文です。");
  expect(order()).toEqual(before);
  expect(parseRssFeed(fixture.read("rss.xml")).lastBuildDate).toBe("Tue, 03 May 2022 00:00:00 +0900");
  const announced = minor.map((post, at) =>
    at === 0 ? makePost(post.path, { ...post, updated: inJapan("2022-06-01T10:00:00") }) : post,
  );
  await fixture.build(announced);
  const feed = parseAtomFeed(fixture.read("atom.xml"));
  expect(feed.entries?.map(({ title, updated }) => [title?.value, updated])).toEqual([
    ["3日", "2022-05-03T00:00:00+09:00"],
    ["2日", "2022-05-02T00:00:00+09:00"],
    ["1日", "2022-06-01T10:00:00+09:00"],
  ]);
  expect(feed.updated).toBe("2022-06-01T10:00:00+09:00");
});

test("a new title or address keeps a post's id", async () => {
  const idOf = (): unknown => parseAtomFeed(fixture.read("atom.xml")).entries?.[0]?.id;
  await fixture.build(posts);
  const before = idOf();
  fixture.settings = makeSettings({ url: "http://other.example/" });
  await fixture.build([may(3, { title: "別の題", properties: { permalink: "other.html" } })]);
  expect(idOf()).toBe(before);
});

test("all feeds name the hub if there is one, and have summaries if configured", async () => {
  const hub = "https://hub.example/?a&b";
  fixture.settings = makeSettings({ feeds: { hub, content: "summary" } });
  await fixture.build(posts);
  for (const folder of ["", "talk/"]) {
    const rss = parseRssFeed(fixture.read(`${folder}rss.xml`));
    expect(rss.atom?.links).toContainEqual({ href: hub, rel: "hub" });
    expect(rss.items?.[0]).not.toHaveProperty("content");
    const atom = parseAtomFeed(fixture.read(`${folder}atom.xml`));
    expect(atom.links).toContainEqual({ href: hub, rel: "hub" });
    expect(atom.entries?.[0]).not.toHaveProperty("content");
    expect(parseJsonFeed(JSON.parse(fixture.read(`${folder}feed.json`))).hubs).toEqual([
      { type: "WebSub", url: hub },
    ]);
  }
  fixture.settings = makeSettings({ feeds: { hub: "" } });
  await fixture.build(posts);
  expect(fixture.read("rss.xml") + fixture.read("atom.xml") + fixture.read("feed.json")).not.toMatch(/hub/);
});

test("the list of feeds contains those of all sections, and the main pages link to it", async () => {
  const { files } = await fixture.build(posts);
  const paths = new Set(files.map(({ path }) => `https://example.com/diary/${path}`));
  const outlines = parseOpml(fixture.read("feeds.opml")).body?.outlines ?? [];
  const feeds = outlines
    .flatMap((outline) => [outline, ...(outline.outlines ?? [])])
    .filter(({ xmlUrl }) => xmlUrl);
  expect(feeds.map(({ text, xmlUrl }) => [text, xmlUrl])).toEqual([
    ["試験堂 日々の記", "https://example.com/diary/rss.xml"],
    ["ひとこと", "https://example.com/diary/sections/hitokoto/rss.xml"],
    ["ふたこと", "https://example.com/diary/talk/rss.xml"],
  ]);
  for (const { xmlUrl, htmlUrl } of feeds) {
    expect(paths).toContain(xmlUrl);
    expect(paths).toContain(`${htmlUrl}index.html`);
  }
  for (const page of ["index.html", "contents/index.html"]) {
    expect(namedFeeds(page)).toEqual([...threeIn(""), "text/x-opml /diary/feeds.opml"]);
  }
});

test("two posts with the same guid are reported", async () => {
  const { problems } = await fixture.build([
    may(1, { guid: "tag:a" }),
    may(2, { guid: "tag:b" }),
    may(3, { guid: "tag:a" }),
  ]);
  expect(problems).toEqual([
    {
      code: "guid.duplicate",
      severity: "warning",
      file: "posts/hitokoto/3.md",
      values: { guid: "tag:a", first: "posts/hitokoto/1.md", second: "posts/hitokoto/3.md" },
    },
  ]);
});
