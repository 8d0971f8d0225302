import { sampleMp4 } from "#tests/unit/engine/blog/media/sample-mp4.ts";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { inJapan, makePost } from "../make-post.ts";
import { SiteFixture, tinyPng } from "../site-fixture.ts";

let fixture: SiteFixture;

beforeEach(() => {
  fixture = new SiteFixture();
});

afterEach(() => fixture.remove());

/** Returns a post for each day from 1 May 2022 on. */
function days(count: number): Post[] {
  return Array.from({ length: count }, (_, index) => {
    const date = inJapan(new Date(Date.UTC(2022, 4, 1 + index)).toISOString().slice(0, 19));
    const title = `記事${index + 1}`;
    return makePost(`posts/hitokoto/${index}.md`, {
      date,
      title,
      tags: ["話題"],
      body: `本文${index + 1}です。`,
    });
  });
}

function edited(posts: readonly Post[], index: number, changes: Partial<Post>): Post[] {
  return posts.map((post, at) => (at === index ? makePost(post.path, { ...post, ...changes }) : post));
}

test("the folder contains the whole site, and the result describes each file correctly", async () => {
  fixture.put("media/2022/a.png", tinyPng);
  const result = await fixture.build([
    ...days(3),
    makePost("posts/futakoto/long.md", { section: "futakoto", properties: { category: "長文" } }),
    makePost("pages/about.md", { kind: "page", section: "", date: null, title: "このサイト" }),
    makePost("posts/hitokoto/moved.md", { properties: { permalink: "m.html" }, aliases: ["/old/x.html"] }),
  ]);
  expect(result.problems).toEqual([]);
  expect(result.files.map(({ path }) => path.replace(/\.[0-9a-f]{8}\./, ".HASH.")).sort()).toEqual([
    "20220501-0000.html",
    "20220502-0000.html",
    "20220503-0000.html",
    "404.html",
    "about.html",
    "archive/index.html",
    "assets/fonts/plain.HASH.woff2",
    "assets/own.css",
    "assets/paper.HASH.svg",
    "assets/style.HASH.css",
    "atom.xml",
    "categories/長文/index.html",
    "contents/2022-05.html",
    "contents/2022.html",
    "contents/index.html",
    "feed.json",
    "feeds.opml",
    "index.html",
    "m.html",
    "media/2022/a.png",
    "old/x.html",
    "robots.txt",
    "rss.xml",
    "sections/hitokoto/atom.xml",
    "sections/hitokoto/feed.json",
    "sections/hitokoto/index.html",
    "sections/hitokoto/latest.html",
    "sections/hitokoto/rss.xml",
    "sitemap.xml",
    "tags/話題/index.html",
    "talk/atom.xml",
    "talk/feed.json",
    "talk/h202205-long.html",
    "talk/index.html",
    "talk/latest.html",
    "talk/rss.xml",
  ]);
  for (const { path, location, size, sha256 } of result.files) {
    const bytes = readFileSync(location);
    expect([path, bytes.length]).toEqual([path, size]);
    expect([path, createHash("sha256").update(bytes).digest("hex")]).toEqual([path, sha256]);
  }
  expect(result.files.find(({ path }) => path === "about.html")).toMatchObject({
    group: "page",
    post: "pages/about.md",
  });
  expect(result.files.find(({ path }) => path === "media/2022/a.png")?.location).toBe(
    join(fixture.blogFolder, "media/2022/a.png"),
  );
  expect(result.posts["posts/hitokoto/moved.md"]?.address).toBe("m.html");
  expect(Object.keys(result.posts)).toHaveLength(6);
});

test("a second build changes nothing", async () => {
  const posts = days(30);
  const first = await fixture.build(posts);
  expect([first.written, first.removed, first.rendered]).toEqual([first.files.length, 0, 30]);
  const second = await fixture.build(posts);
  expect([second.written, second.removed, second.rendered]).toEqual([0, 0, 0]);
  expect(second.files).toEqual(first.files);
});

test("after a build into another folder, the next run brings the first folder up to date, too", async () => {
  const other = join(fixture.folder, "other");
  await fixture.build(days(3));
  fixture.renderer = fixture.freshRenderer();
  const posts = edited(days(3), 1, { body: "書きかえた本文です。" });
  await fixture.build(posts, other);
  fixture.renderer = fixture.freshRenderer();
  const { written } = await fixture.build(posts);
  expect(written).toBeGreaterThan(0);
  expect(fixture.contents()).toEqual(fixture.contents(other));
});

test("a text that the preview rendered before the first build of a run is published", async () => {
  await fixture.build(days(3));
  fixture.renderer = fixture.freshRenderer();
  const posts = edited(days(3), 1, { body: "書きかえた本文です。" });
  const preview = fixture.renderer.factory.create(fixture.input(posts), { open: null });
  const entry = preview.model.byPath.get("posts/hitokoto/1.md");
  if (!entry) throw new Error("no entry");
  expect(preview.htmlOf(entry)).toContain("書きかえた本文です。");
  expect((await fixture.build(posts)).written).toBeGreaterThan(0);
  expect(fixture.read("20220502-0000.html")).toContain("書きかえた本文です。");
});

test("a link becomes live after its page is public, even if the preview rendered it first", async () => {
  // The two posts are neither neighbours nor related, so only the link brings the page up to date.
  const untagged = days(12).map((post) => makePost(post.path, { ...post, tags: [] }));
  // Parts of the page that name the newest posts are files of their own.
  fixture.setBuiltInThemes();
  fixture.settings = { ...fixture.settings, theme: "fude" };
  const build = (posts: readonly Post[]): Promise<unknown> =>
    fixture.renderer.build({ ...fixture.input(posts), outDir: fixture.outDir, include: "ssi" });
  const linking = edited(untagged, 0, { body: "[次](8.md)" });
  await build(edited(linking, 8, { status: "draft" }));
  expect(fixture.read("20220501-0000.html")).not.toContain('href="20220509-0000.html"');
  const preview = fixture.renderer.factory.create(fixture.input(linking), { open: null });
  const entry = preview.model.byPath.get("posts/hitokoto/0.md");
  if (!entry) throw new Error("no entry");
  expect(preview.htmlOf(entry)).toContain('href="20220509-0000.html"');
  await build(linking);
  expect(fixture.read("20220501-0000.html")).toContain('href="20220509-0000.html"');
});

test("after a restart only texts are read again, and nothing is written", async () => {
  const posts = days(5);
  await fixture.build(posts);
  fixture.renderer = fixture.freshRenderer();
  const again = await fixture.build(posts);
  expect([again.written, again.removed]).toEqual([0, 0]);
});

test("an edit of one old text renders one text and writes one page", async () => {
  const posts = days(60);
  await fixture.build(posts);
  const result = await fixture.build(
    edited(posts, 10, { body: "本文11です。書き足しました。\n\nもう一段。" }),
  );
  const listed = ["20220511-0000.html", "archive/1.html", "sections/hitokoto/1.html", "tags/話題/1.html"];
  expect([result.rendered, result.written]).toEqual([1, listed.length]);
  const deep = await fixture.build(
    edited(posts, 10, { body: `本文11です。書き足しました。\n\nもう一段。${"長".repeat(200)}` }),
  );
  const deeper = await fixture.build(
    edited(posts, 10, { body: `本文11です。書き足しました。\n\nもう一段。${"長".repeat(200)}終` }),
  );
  expect([deep.rendered, deeper.rendered, deeper.written]).toEqual([1, 1, 1]);
});

test("a new title changes every page that shows it", async () => {
  const posts = days(60);
  await fixture.build(posts);
  await fixture.build(edited(posts, 10, { title: "新しい題" }));
  const after = fixture.contents();
  const clean = join(fixture.folder, "clean");
  fixture.renderer = fixture.freshRenderer();
  await fixture.build(edited(posts, 10, { title: "新しい題" }), clean);
  expect(after).toEqual(fixture.contents(clean));
  const shown = [...after].filter(([, text]) => text.includes("新しい題")).map(([path]) => path);
  expect(shown).toContain("20220510-0000.html");
  expect(shown).toContain("20220512-0000.html");
  expect([...after.values()].join("")).not.toContain("記事11<");
});

test("a new post leaves old list pages unchanged", async () => {
  fixture.settings = { ...fixture.settings, front: { texts: "auto", posts: 10, recentUpdates: 0 } };
  const posts = days(71);
  await fixture.build(posts.slice(0, 70));
  const before = fixture.contents();
  await fixture.build(posts);
  const after = fixture.contents();
  for (const page of ["archive/1.html", "archive/2.html", "tags/話題/1.html", "sections/hitokoto/2.html"]) {
    expect(after.get(page)).toBe(before.get(page));
  }
  expect(after.get("archive/index.html")).not.toBe(before.get("archive/index.html"));
});

test("files of this program are removed when the site no longer has them; foreign files stay", async () => {
  const posts = edited(days(2), 0, { tags: ["消える"] });
  await fixture.build(posts);
  writeFileSync(join(fixture.outDir, "counter.dat"), "1");
  writeFileSync(join(fixture.outDir, "tags/消える/mine.txt"), "mine");
  expect(existsSync(join(fixture.outDir, "20220501-0000.html"))).toBe(true);
  const result = await fixture.build(posts.slice(1));
  // The build removes the page of the post and the list of its tag
  expect(result.removed).toBe(2);
  expect(existsSync(join(fixture.outDir, "20220501-0000.html"))).toBe(false);
  expect(fixture.contents().has("tags/消える/mine.txt")).toBe(true);
  expect(fixture.contents().has("tags/消える/index.html")).toBe(false);
  expect(fixture.read("counter.dat")).toBe("1");
});

test.each([
  ["cut off", (index: string) => index.slice(0, index.length / 2), true],
  ["a letter off in each line", (index: string) => index.replaceAll('"key":"', '"key":"x'), false],
  ["no text", () => "\u0000", false],
  ["of another version", (index: string) => index.replace('"output ', '"output 0'), false],
  ["empty", () => "", false],
])("an index that is %s costs time, not correctness", async (_name, damage, isPartOfUse) => {
  const posts = days(3);
  const { made } = await fixture.build(posts);
  const before = fixture.contents();
  const index = `${fixture.outDir}.index`;
  writeFileSync(index, damage(readFileSync(index, "utf8")));
  fixture.renderer = fixture.freshRenderer();
  const result = await fixture.build(posts);
  expect(result.made > 0 && result.made < made).toBe(isPartOfUse);
  expect(result.files.every(({ sha256 }) => /^[0-9a-f]{64}$/.test(sha256))).toBe(true);
  expect(fixture.contents()).toEqual(before);
});

test("an output that someone changed or removed is made again", async () => {
  const posts = days(3);
  await fixture.build(posts);
  const before = fixture.contents();
  writeFileSync(join(fixture.outDir, "index.html"), "changed");
  rmSync(join(fixture.outDir, "rss.xml"));
  fixture.renderer = fixture.freshRenderer();
  expect((await fixture.build(posts)).written).toBe(2);
  expect(fixture.contents()).toEqual(before);
});

test("two alternating builds into one folder notice each other's changes", async () => {
  const posts = days(3);
  await fixture.build(posts);
  const other = fixture.freshRenderer();
  const renamed = edited(posts, 0, { title: "別の題" });
  await other.build({ ...fixture.input(renamed), outDir: fixture.outDir });
  await fixture.build(posts);
  const clean = join(fixture.folder, "clean");
  await fixture.freshRenderer().build({ ...fixture.input(posts), outDir: clean });
  expect(fixture.contents()).toEqual(fixture.contents(clean));
});

test("a page whose bytes are the same is not written", async () => {
  await fixture.build(days(3));
  const file = join(fixture.outDir, "20220501-0000.html");
  utimesSync(file, new Date(1e9), new Date(1e9));
  const before = statSync(file).mtimeMs;
  // Another description changes the inputs of pages, but here only the output of the feeds
  fixture.settings = { ...fixture.settings, description: "別の説明" };
  await fixture.build(days(3));
  expect(statSync(file).mtimeMs).toBe(before);
});

test("two posts with the same address are an error that names both", async () => {
  const posts = [makePost("posts/hitokoto/a.md"), makePost("posts/hitokoto/b.md")];
  const result = await fixture.build(posts);
  expect(result.problems).toEqual([
    {
      code: "address.collision",
      severity: "error",
      file: "posts/hitokoto/b.md",
      values: { address: "20220506-0000.html", first: "posts/hitokoto/a.md", second: "posts/hitokoto/b.md" },
    },
  ]);
  const top = makePost("pages/top.md", { kind: "page", properties: { permalink: "INDEX.html" } });
  expect((await fixture.build([top])).problems).toMatchObject([
    { code: "address.collision", values: { first: "front page", second: "pages/top.md" } },
  ]);
});

test("a video of the blog is published with its size and its poster, and is not the picture of the post", async () => {
  fixture.put("media/clip.mp4", sampleMp4({ width: 640, height: 360 }));
  fixture.put("media/clip.png", tinyPng);
  const body = "![海](../../media/clip.mp4)\n\n![絵](../../media/a.png)";
  fixture.put("media/a.png", tinyPng);
  const result = await fixture.build(edited(days(1), 0, { body }));
  expect(result.problems).toEqual([]);
  const page = fixture.read("20220501-0000.html");
  expect(page).toContain(
    '<video src="media/clip.mp4" controls="" preload="metadata" width="640" height="360" style="aspect-ratio:640/360;object-fit:cover" poster="media/clip.png" aria-label="海"></video>',
  );
  expect(page).toMatch(/<meta property="og:image" content="[^"]*media\/a\.png">/);
  expect(result.media.map(({ path }) => path)).toContain("media/clip.mp4");
});

test("a cover that the blog does not have is reported; covers in other folders and on other sites are not", async () => {
  fixture.put("media/a.png", tinyPng);
  const covers = ["media/gone.png", "media/a.png", "../../media/a.png", "https://example.org/b.png"];
  const posts = covers.map((cover, day) => edited(days(4), day, { properties: { cover } })[day]);
  const result = await fixture.build(posts.flatMap((made) => made ?? []));
  expect(result.problems).toEqual([
    {
      code: "image.missing",
      severity: "warning",
      file: "posts/hitokoto/0.md",
      values: { path: "posts/hitokoto/0.md", target: "media/gone.png" },
    },
  ]);
});

test("links to post files become addresses, and dead ones are reported with their line", async () => {
  const body =
    "一行目\n\n[前](1.md#a)と[長](../futakoto/long.md)と[無](gone.md)\n\n![絵](../../media/a.png) ![](/media/none.png)";
  fixture.put("media/a.png", tinyPng);
  const result = await fixture.build([
    ...edited(days(2), 0, { body }),
    makePost("posts/futakoto/long.md", { section: "futakoto" }),
  ]);
  const page = fixture.read("20220501-0000.html");
  expect(page).toContain('href="20220502-0000.html#a"');
  expect(page).toContain('href="talk/h202205-long.html"');
  expect(page).toMatch(/<img[^>]*src="media\/a.png"[^>]*width="3"[^>]*height="2"/);
  expect(result.problems).toEqual([
    {
      code: "link.dead",
      severity: "warning",
      file: "posts/hitokoto/0.md",
      line: 7,
      values: { path: "posts/hitokoto/0.md", target: "gone.md" },
    },
    expect.objectContaining({ code: "image.missing", line: 9 }),
    expect.objectContaining({ code: "image.noAlt", line: 9 }),
    expect.objectContaining({ code: "link.noAnchor", line: 7 }),
  ]);
});

test("a text is rendered again if a link target moved or an image changed its size", async () => {
  fixture.put("media/a.png", tinyPng);
  const posts = edited(days(3), 0, { body: "[次](1.md) ![絵](/media/a.png)" });
  await fixture.build(posts);
  const moved = edited(posts, 1, { properties: { permalink: "moved.html" } });
  expect((await fixture.build(moved)).rendered).toBe(1);
  expect(fixture.read("20220501-0000.html")).toContain('href="moved.html"');
  const wide = Buffer.from(tinyPng);
  wide.writeUInt32BE(7, 16);
  fixture.put("media/a.png", wide);
  utimesSync(join(fixture.blogFolder, "media/a.png"), new Date(2e9), new Date(2e9));
  expect((await fixture.build(moved)).rendered).toBe(1);
  expect(fixture.read("20220501-0000.html")).toContain('width="7"');
});

test("a text that a preview rendered with a link to a draft is rendered again for the site", async () => {
  const draft = makePost("posts/hitokoto/draft.md", { status: "draft" });
  let posts = [...edited(days(3), 0, { body: "[下書き](draft.md)" }), draft];
  await fixture.build(posts);
  const preview = fixture.renderer.factory.create(fixture.input(posts), { open: draft.path });
  const shown = preview.model.byPath.get(posts[0]?.path ?? "");
  expect(shown && preview.htmlOf(shown)).toMatch(/<a href="(?!draft\.md)[^"]+">下書き<\/a>/);
  posts = [...posts, makePost("posts/hitokoto/new.md", { date: inJapan("2022-05-20T00:00:00") })];
  await fixture.build(posts);
  await fixture.build(edited(posts, 0, { title: "別の題" }));
  // Until the draft is published, the site shows only the words of the link.
  expect(fixture.read("20220501-0000.html")).toContain("<p>下書き</p>");
});

test("URLs work from any depth of the site and on the 404 page", async () => {
  await fixture.build([
    ...days(2),
    makePost("posts/futakoto/long.md", { section: "futakoto", body: "[前](../hitokoto/0.md)" }),
  ]);
  const page = fixture.read("talk/h202205-long.html");
  expect(page).toContain('<a class="home" href="../">');
  expect(page).toContain('<p><a href="../20220501-0000.html">前</a></p>');
  expect(page).toMatch(/href="\.\.\/assets\/style\.[0-9a-f]{8}\.css"/);
  expect(fixture.read("index.html")).toContain('<a class="home" href="./">');
  expect(fixture.read("404.html")).toContain('<a class="home" href="/diary/">');
});

test("the front page shows texts whose links and images still lead to their targets", async () => {
  fixture.put("media/a.png", tinyPng);
  const body = "[短](../hitokoto/0.md) ![絵](/media/a.png) 註[^1]\n\n[^1]: 註です。";
  await fixture.build([...days(1), makePost("posts/futakoto/long.md", { section: "futakoto", body })]);
  const front = fixture.read("index.html");
  expect(front).toContain('href="20220501-0000.html"');
  expect(front).toContain('src="media/a.png"');
  expect(front).toMatch(/href="talk\/h202205-long\.html#fn/);
  expect(front).not.toMatch(/<li id=/);
});

test("a feed's texts have absolute URLs", async () => {
  fixture.put("media/a.png", tinyPng);
  const body = "[短](../hitokoto/0.md) ![絵](/media/a.png)";
  await fixture.build([...days(1), makePost("posts/futakoto/long.md", { section: "futakoto", body })]);
  const feed = JSON.parse(fixture.read("feed.json"));
  expect(feed.items[0].content_html).toContain('href="https://example.com/diary/20220501-0000.html"');
  expect(feed.items[0].content_html).toContain('src="https://example.com/diary/media/a.png"');
  expect(fixture.read("talk/rss.xml")).toContain("https://example.com/diary/talk/h202205-long.html");
});

test("a cancelled build ends at once and the next one completes it", async () => {
  const posts = days(300);
  const cancellation = new Cancellation();
  const build = fixture.renderer.build({
    ...fixture.input(posts),
    outDir: fixture.outDir,
    signal: cancellation,
  });
  cancellation.cancel();
  await expect(build).rejects.toMatchObject({ code: "call.cancelled" });
  await fixture.build(posts);
  const clean = join(fixture.folder, "clean");
  await fixture.freshRenderer().build({ ...fixture.input(posts), outDir: clean });
  expect(fixture.contents()).toEqual(fixture.contents(clean));
});
