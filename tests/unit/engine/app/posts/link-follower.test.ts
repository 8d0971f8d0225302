import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { openFiles, post, settings, statePath, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const text = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");
const rename = (path: string, to: string) => blog.service.posts.rename(path, to);
const deadLinks = async (): Promise<unknown[]> =>
  (await blog.service.builder.check()).filter(({ code }) => code === "link.dead" || code === "link.noAnchor");

test("links of every kind follow a renamed post, and no other byte changes", async () => {
  const linking = [
    "[雨](a.md#末) と [同じ](./a.md) と [上から](/posts/hibi/a.md) と [別](ab.md)。",
    "",
    "`[雨](a.md)`",
    "",
    "```",
    "[雨](a.md)",
    "```",
    '<a href="a.md">雨</a>[定義][d]',
    "",
    "[d]: <a.md> '題'",
  ].join("\n");
  const related = "---\ntitle: 続き\ndate: 2024-05-07\nstatus: ready\n# a.md の続き\nrelations:\n";
  const relation = "  - { kind: follow-up, to: posts/hibi/a.md }\n";
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "## 末\n\n[自分](a.md)"),
    "posts/hibi/ab.md": post("別", "別の話。", 10),
    "posts/hibi/b.md": `\uFEFF${post("記事", linking, 11).replaceAll("\n", "\r\n")}`,
    "posts/hibi/c.md": `${related}${relation}---\n\n続き。\n`,
    "pages/about.md": "---\ntitle: 私\nstatus: ready\n---\n\n[雨](../posts/hibi/a.md)\n",
  });
  const before = await text("posts/hibi/b.md");
  const result = await rename("posts/hibi/a.md", "posts/hibi/嵐の日.md");
  expect(result).toMatchObject({ posts: 4, skipped: [], file: { path: "posts/hibi/嵐の日.md" } });
  expect(result.file.body).toContain("[自分](嵐の日.md)");
  expect(await text("posts/hibi/b.md")).toBe(
    before
      .replace("(a.md#末)", "(嵐の日.md#末)")
      .replace("(./a.md)", "(./嵐の日.md)")
      .replace("(/posts/hibi/a.md)", "(/posts/hibi/嵐の日.md)")
      .replace('"a.md"', '"嵐の日.md"')
      .replace("<a.md>", "<嵐の日.md>"),
  );
  expect(await text("posts/hibi/c.md")).toBe(
    `${related}${relation.replace("posts/hibi/a.md", "posts/hibi/嵐の日.md")}---\n\n続き。\n`,
  );
  expect(await text("pages/about.md")).toContain("[雨](../posts/hibi/嵐の日.md)");
  expect(blog.eventsOf("post.changedOnDisk").map(({ path }) => path)).toContain("posts/hibi/b.md");
  expect(await deadLinks()).toEqual([]);

  // Renaming it back updates the links in the same way.
  expect(await rename("posts/hibi/嵐の日.md", "posts/hibi/a.md")).toMatchObject({ posts: 4, skipped: [] });
  expect(await text("posts/hibi/b.md")).toBe(before);
  expect(await text("posts/hibi/c.md")).toBe(`${related}${relation}---\n\n続き。\n`);
});

test("if a page's address changes with its name, links by address follow too", async () => {
  blog = await openFiles({
    "pages/about.md": "---\ntitle: 私\nstatus: ready\n---\n\n私の話。\n",
    "posts/hibi/a.md": post("雨", "[私](/about.html#x) と [私](about.html)"),
  });
  expect(await rename("pages/about.md", "pages/profile.md")).toMatchObject({ posts: 1, skipped: [] });
  expect(await text("posts/hibi/a.md")).toContain(
    "[私](/pages/profile.md#x) と [私](../../pages/profile.md)",
  );
  await blog.publish();
  const html = await readFile(
    statePath(blog.folder, "practice-site/server/htdocs/20240506-0900.html"),
    "utf8",
  );
  expect(html).toContain('href="profile.html"');
});

test("a renamed published post keeps its address, and links by address do not change", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "雨の話。").replace("status", "permalink: rain.html\nstatus"),
    "posts/hibi/b.md": post("雪", "[雨](/rain.html) と [雨](a.md)", 10),
  });
  expect(await rename("posts/hibi/a.md", "posts/hibi/z.md")).toMatchObject({ posts: 1 });
  expect(await text("posts/hibi/b.md")).toContain("[雨](/rain.html) と [雨](z.md)");
});

test("a post that cannot be changed is reported, and the others are changed", async () => {
  const name = "posts/hibi/a.md";
  blog = await openFiles({
    [name]: post("雨", "雨の話。"),
    "posts/hibi/b.md": post("雪", "[雨](a.md)", 10),
    // Bytes that are not valid UTF-8
    "posts/hibi/c.md": Buffer.concat([
      Buffer.from(post("月", "[雨](a.md)", 11)),
      Buffer.from([0x93, 0xfa, 0x96, 0x7b]),
    ]),
  });
  expect(await rename(name, "posts/hibi/z.md")).toMatchObject({ posts: 1, skipped: ["posts/hibi/c.md"] });
  expect(await text("posts/hibi/b.md")).toContain("[雨](z.md)");
});

test("a name that is taken changes nothing", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "雨の話。"),
    "posts/hibi/b.md": post("雪", "[雨](a.md)", 10),
  });
  await expect(rename("posts/hibi/a.md", "posts/hibi/b.md")).rejects.toMatchObject({ code: "post.exists" });
  expect(await text("posts/hibi/b.md")).toContain("[雨](a.md)");
});

test("pages below a renamed page and links in blog.yaml follow", async () => {
  const below = "---\ntitle: 下\nparent: pages/about.md # mine\norder: 2\n---\n\n下。\n";
  const menu = "menu:\n  - url: pages/about.md # first\n";
  const blogYaml = settings.replace("targets:", `${menu}targets:`);
  blog = await openFiles({
    "blog.yaml": blogYaml,
    "pages/about.md": "---\ntitle: 私\nstatus: ready\n---\n\n私の話。\n",
    "pages/below.md": below,
    "pages/beside.md": below.replace("pages/about.md", "./about.md"),
  });
  expect(await rename("pages/about.md", "pages/profile.md")).toMatchObject({ posts: 2, skipped: [] });
  expect(await text("pages/below.md")).toBe(below.replace("about.md", "profile.md"));
  expect(await text("pages/beside.md")).toBe(below.replace("pages/about.md", "./profile.md"));
  expect(await text("blog.yaml")).toBe(blogYaml.replace("pages/about.md", "pages/profile.md"));
  expect(blog.service.blog.posts.get("pages/below.md")?.properties).toMatchObject({
    parent: "pages/profile.md",
    order: 2,
  });
});

test("a post that has just been deleted does not end the update of other links", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "雨の話。"),
    "posts/hibi/b.md": post("雪", "[雨](a.md)", 10),
    "posts/hibi/c.md": post("月", "[雨](a.md)", 11),
  });
  await rm(join(blog.folder, "posts/hibi/b.md"));
  expect(await rename("posts/hibi/a.md", "posts/hibi/d.md")).toMatchObject({
    file: { path: "posts/hibi/d.md" },
    posts: 1,
    skipped: ["posts/hibi/b.md"],
  });
  expect(await text("posts/hibi/c.md")).toContain("[雨](d.md)");
});
