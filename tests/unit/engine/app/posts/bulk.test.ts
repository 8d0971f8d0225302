import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { hold, letGo } from "../../systems/as-windows.ts";
import { openFiles, settings, type TestBlog } from "../open-service.ts";

const a = "posts/hibi/a.md";
const b = "posts/hibi/b.md";
const c = "posts/hibi/c.md";
const plain = "posts/hibi/plain.md";
const broken = "posts/hibi/broken.md";
const page = "pages/about.md";

const files = {
  "blog.yaml": settings.replace("targets:", "  yoru:\n    title: 夜\ntargets:"),
  [a]: "---\n# mine\ntitle:   雨 # kept\ntags: [ 雨,  散歩 ]\ndate: 2024-05-06 09:00:00\nstatus: ready\nmood: 'calm'\n---\n\n雨。\n",
  [b]: "\uFEFF---\r\ntitle: 雪\r\nlastmod: 2024-01-01\r\ndate: 2024/5/6 9:05\r\ntags:\r\n- 雪 # two\r\ndraft: true\r\n---\r\n雪。\r\n",
  [c]: '+++\ntitle = "月" # toml\ndate = 2024-05-06T10:00:00+09:00\n[extra]\nkey = 1\n+++\n月。\n',
  [plain]: "front matter を書いていない記事。\n",
  [broken]: "---\ntitle: [\n---\n読めない。\n",
  [page]: "---\ntitle: このサイト\n---\n\nこんにちは。\n",
};

let blog: TestBlog;
beforeEach(async () => {
  blog = await openFiles(files);
});
afterEach(() => blog.close());

const text = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");

test("tags are added and removed in every notation, and all other bytes stay", async () => {
  const outcome = await blog.service.bulk.change([a, b, c, plain], { addTags: ["旅"], removeTags: ["雨"] });
  expect(outcome).toEqual({ changed: [a, b, c, plain], unchanged: 0, skipped: [] });
  expect(await text(a)).toBe(files[a].replace("[ 雨,  散歩 ]", "[散歩, 旅]"));
  expect(await text(b)).toContain("\uFEFF---\r\ntitle: 雪\r\nlastmod: 2024-01-01\r\ndate: 2024/5/6 9:05\r\n");
  expect((await text(b)).replaceAll("\r\n", "")).not.toContain("\n");
  expect(await text(c)).toBe(files[c].replace("10:00:00+09:00\n", '10:00:00+09:00\ntags = ["旅"]\n'));
  expect(await text(plain)).toBe(`---\ntags: [旅]\n---\n${files[plain]}`);
  expect(blog.service.blog.posts.get(b)?.tags).toEqual(["雪", "旅"]);
  expect(blog.eventsOf("blog.changed").at(-1)?.tags).toContain("旅");
  expect(blog.listed().find(({ path }) => path === a)?.tags).toEqual(["散歩", "旅"]);
});

test("one undo restores every byte, also after a restart, and keeps what was written meanwhile", async () => {
  await blog.service.bulk.change([a, b, c, plain], { category: "日記", pinned: true, noindex: true });
  expect(blog.service.blog.posts.get(b)?.properties).toMatchObject({ pinned: true, noindex: true });
  blog = await blog.reopen();
  const file = await blog.service.posts.open(a);
  await blog.service.posts.save({
    ...file,
    body: `${file.body}\n追記。\n`,
    baseHash: file.hash,
    force: false,
  });
  const undone = await blog.service.bulk.undo();
  expect(undone).toEqual({ changed: [a, b, c, plain], unchanged: 0, skipped: [] });
  for (const path of [b, c, plain] as const) expect(await text(path), path).toBe(files[path]);
  expect(await text(a)).toBe(`${files[a]}\n追記。\n`);
  await expect(blog.service.bulk.undo()).rejects.toMatchObject({ code: "bulk.nothing" });
});

test.each([
  ["another program holds", "EBUSY", "file.inUse"],
  ["cannot be read for a moment", "EIO", "file.readFailed"],
])("a post that %s during an undo is undone by the next undo", async (_, system, code) => {
  await blog.service.bulk.change([a, c], { addTags: ["旅"] });
  await blog.service.bulk.change([c], { category: "日記" });
  hold({ on: ["read"], path: /hibi\/c\.md$/, code: system });
  const first = await blog.service.bulk.undo();
  expect(first.skipped).toMatchObject([{ path: c, reason: { code } }]);
  letGo();
  expect(await blog.service.bulk.undo()).toMatchObject({ changed: [c], skipped: [] });
  expect(await text(c)).not.toContain("日記");
  expect(await blog.service.bulk.undo()).toMatchObject({ changed: [a, c], skipped: [] });
  expect(await text(c)).toBe(files[c]);
});

test("what could not be changed is reported with its reason, and what already was so is counted", async () => {
  const outcome = await blog.service.bulk.change([a, b, broken, "posts/hibi/gone.md"], { addTags: ["雪"] });
  expect(outcome.changed).toEqual([a]);
  expect(outcome.unchanged).toBe(1);
  expect(outcome.skipped.map(({ path, reason }) => [path, reason.code])).toEqual([
    [broken, "post.frontMatterSyntax"],
    ["posts/hibi/gone.md", "file.notFound"],
  ]);
  expect(await text(broken)).toBe(files[broken]);
  // A post whose properties were changed since then is not undone.
  const file = await blog.service.posts.open(a);
  const frontMatter = file.frontMatter.replace("雨 # kept", "大雨");
  await blog.service.posts.save({ ...file, frontMatter, baseHash: file.hash, force: false });
  const undone = await blog.service.bulk.undo();
  expect(undone).toMatchObject({ changed: [], skipped: [{ path: a, reason: { code: "post.conflict" } }] });
});

test("dates move by the clock in the form in which they are written, and drafts become ready", async () => {
  await blog.service.bulk.change([a, b, c, page], { shift: 24 * 60, status: "ready" });
  expect(await text(a)).toBe(files[a].replace("2024-05-06 09:00:00", "2024-05-07 09:00:00"));
  expect(await text(b)).toContain("date: 2024/5/7 9:05\r\ntags:");
  expect(await text(b)).toContain("draft: false\r\n");
  expect(await text(c)).toContain("date = 2024-05-07T10:00:00+09:00\n");
  expect(await text(page)).toBe(files[page]);
});

test("a post that becomes ready at the address of another one gets an address of its own", async () => {
  await blog.service.bulk.change([b], { shift: -5, status: "ready" });
  expect(await text(b)).toContain("date: 2024/5/6 9:00\r\n");
  expect(await text(b)).toMatch(/permalink: \S*-2\.html\r\n/);
});

test("several posts go into the trash, and one undo restores them", async () => {
  const outcome = await blog.service.bulk.trash([a, c]);
  expect(outcome).toEqual({ changed: [a, c], unchanged: 0, skipped: [] });
  expect(existsSync(join(blog.folder, a))).toBe(false);
  expect(blog.listed().map(({ path }) => path)).not.toContain(a);
  await blog.service.bulk.undo();
  for (const path of [a, c] as const) expect(await text(path), path).toBe(files[path]);
});

test("the trash lists deleted posts with their titles, the last deleted first, and restores each", async () => {
  await blog.service.posts.trash(a);
  await blog.write(a, files[a].replace("雨 # kept", "二つ目"));
  blog = await blog.reopen();
  await blog.service.posts.trash(a);
  // Posts that are deleted in the same millisecond have no order.
  const deleted = Date.now();
  await vi.waitUntil(() => Date.now() > deleted);
  await blog.service.posts.trash(plain);
  const listed = await blog.service.posts.trashed();
  expect(listed.map(({ path, title }) => [path, title])).toEqual([
    [plain, "front matter を書いていない記事。"],
    [a, "二つ目"],
    [a, "雨"],
  ]);
  await blog.service.posts.untrash(a, listed[2]?.trashedAt);
  expect(await text(a)).toBe(files[a]);
  expect((await blog.service.posts.trashed()).map(({ path }) => path)).toEqual([plain, a]);
  // A post whose name is taken gets another name
  const { path } = await blog.service.posts.untrash(a, listed[1]?.trashedAt);
  expect([path, await text(path)]).toEqual([
    a.replace(".md", "-2.md"),
    files[a].replace("雨 # kept", "二つ目"),
  ]);
  expect(await text(a)).toBe(files[a]);
});

test("posts move to a section with their files, links in both directions follow, and one undo restores all", async () => {
  await blog.close();
  const own = "posts/hibi/2024/own.md";
  const menu = "menu:\n  - label: 雨 # first\n    to: posts/hibi/a.md\nsections:";
  const given = {
    "blog.yaml": files["blog.yaml"].replace("sections:", menu),
    [a]: files[a].replace("雨。", "[雪](b.md)、[月](c.md#x)、![](../../media/x.png)、[夜](../yoru/b.md)"),
    [b]: files[b].replace("雪。", "[雨](a.md) と [雨](/posts/hibi/a.md)"),
    [c]: files[c].replace("月。", "[雨](a.md)、`[雨](a.md)`"),
    [own]: "---\ntitle: 別の区分\nsection: asa\n---\n[雨](../a.md)\n",
    [page]: "---\ntitle: このサイト\n---\n[雨](../posts/hibi/a.md)\n",
    "posts/yoru/b.md": "---\ntitle: 夜\n---\n夜。\n",
    "media/x.png": "",
  };
  blog = await openFiles(given);
  const moved = ["posts/yoru/a.md", "posts/yoru/b-2.md", "posts/yoru/2024/own.md"];
  const outcome = await blog.service.bulk.change([a, b, own, page], { section: "yoru" });
  expect(outcome).toEqual({ changed: moved, unchanged: 1, skipped: [] });
  expect(blog.eventsOf("post.movedOnDisk").map(({ from, file }) => [from, file.path])).toEqual([
    [a, moved[0]],
    [b, moved[1]],
    [own, moved[2]],
  ]);
  for (const path of moved) expect(blog.service.blog.posts.get(path)?.section, path).toBe("yoru");
  for (const path of [a, b, own]) expect(existsSync(join(blog.folder, path)), path).toBe(false);
  expect(await text("posts/yoru/a.md")).toBe(
    given[a]
      .replace("(b.md)", "(b-2.md)")
      .replace("(c.md#x)", "(../hibi/c.md#x)")
      .replace("(../yoru/b.md)", "(b.md)"),
  );
  expect(await text("posts/yoru/b-2.md")).toBe(given[b].replace("/posts/hibi/a.md", "/posts/yoru/a.md"));
  expect(await text("posts/yoru/2024/own.md")).toBe(given[own].replace("section: asa\n", ""));
  expect(await text(c)).toBe(given[c].replace("[雨](a.md)、", "[雨](../yoru/a.md)、"));
  expect(await text(page)).toBe(given[page].replace("../posts/hibi/a.md", "../posts/yoru/a.md"));
  expect(await text("blog.yaml")).toBe(
    given["blog.yaml"].replace("to: posts/hibi/a.md", "to: posts/yoru/a.md"),
  );

  blog = await blog.reopen();
  const undone = await blog.service.bulk.undo();
  expect(undone).toEqual({ changed: [a, b, own], unchanged: 0, skipped: [] });
  for (const [path, before] of Object.entries(given)) expect(await text(path), path).toBe(before);
});

test("a file that cannot be moved keeps its section, and the others move", async () => {
  await blog.write("posts/yoru/a.md", "他のプログラムのファイル。\n");
  const outcome = await blog.service.bulk.change([a, c], { section: "yoru" });
  expect(outcome.changed).toEqual(["posts/yoru/c.md"]);
  expect(outcome.skipped).toMatchObject([{ path: a, reason: { code: "post.exists" } }]);
  expect(await text(a)).toBe(files[a]);
});

test("a published post that moves keeps its address, or gets a new one to which the old one leads", async () => {
  await blog.close();
  const yoru = "  yoru:\n    title: 夜\n    path: night\ntargets:";
  // With another post in the section, its list stays, and publishing does not ask about removed files.
  const given = { "blog.yaml": settings.replace("targets:", yoru), [a]: files[a], [c]: files[c] };
  blog = await openFiles(given);
  await blog.publish();
  const url = blog.service.overview.summary().targets[0]?.url;
  const page = async (path: string): Promise<string> => (await fetch(new URL(path, url))).text();
  await blog.service.bulk.change([a], { section: "yoru" });
  // The post is still the published one, although its file has another name.
  expect(blog.service.overview.pending()).toMatchObject({
    count: 1,
    posts: [{ path: "posts/yoru/a.md", change: "changed" }],
  });
  await blog.publish();
  expect(await page("20240506-0900.html")).toContain("雨。");
  const before = await text("posts/yoru/a.md");
  await blog.service.bulk.undo();
  await blog.service.bulk.change([a], { section: "yoru", readdress: true });
  expect(await text("posts/yoru/a.md")).toContain("aliases: [20240506-0900.html]\n");
  await blog.publish();
  expect(await page("night/20240506-0900.html")).toContain("雨。");
  expect(await page("20240506-0900.html")).toContain('content="0; url=night/20240506-0900.html"');
  expect(before).toContain("permalink: 20240506-0900.html\n");
});
