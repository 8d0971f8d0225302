import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hold, letGo } from "../../systems/as-windows.ts";
import { openFiles, post, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
beforeEach(async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨のWeb", "Webの話。\nＷｅｂとweb。\n"),
    "posts/hibi/b.md": `\uFEFF${post("雪", "雪のWeb。").replaceAll("\n", "\r\n")}`,
    "posts/hibi/c.md": post("月", "何もない。"),
  });
});
afterEach(() => blog.close());

const text = (path: string): Promise<string> => readFile(join(blog.folder, path), "utf8");
const find = (search: string, exact = true) => blog.service.replacing.find({ search, exact });

test("matches are found exactly, or regardless of width and case", () => {
  expect(find("Web").places.map(({ path, part, excerpt }) => [path, part, excerpt.match])).toEqual([
    ["posts/hibi/a.md", "title", "Web"],
    ["posts/hibi/a.md", "body", "Web"],
    ["posts/hibi/b.md", "body", "Web"],
  ]);
  expect(find("web", false).places.map(({ excerpt }) => excerpt.match)).toEqual([
    "Web",
    "Web",
    "Ｗｅｂ",
    "web",
    "Web",
  ]);
  expect(find("").total).toBe(0);
});

test("only the chosen matches are replaced, and one undo restores every byte", async () => {
  const before = await Promise.all(["a", "b", "c"].map((name) => text(`posts/hibi/${name}.md`)));
  const { places } = find("web", false);
  const chosen = places.filter(({ excerpt }) => excerpt.match !== "Ｗｅｂ");
  expect(await blog.service.replacing.apply("サイト", chosen)).toEqual({
    places: 4,
    posts: 2,
    skipped: [],
    unread: [],
  });
  expect(await text("posts/hibi/a.md")).toBe(post("雨のサイト", "サイトの話。\nＷｅｂとサイト。\n"));
  expect(await text("posts/hibi/b.md")).toBe(before[1]?.replace("Web", "サイト"));
  expect(await text("posts/hibi/c.md")).toBe(before[2]);
  expect(blog.eventsOf("post.changedOnDisk").map(({ path }) => path)).toEqual([
    "posts/hibi/a.md",
    "posts/hibi/b.md",
  ]);
  // The history contains both texts of each post, so that no text is lost even without the undo.
  expect(await blog.service.blog.history.list("posts/hibi/a.md")).toHaveLength(2);

  blog = await blog.reopen();
  expect(await blog.service.replacing.undo()).toEqual({ places: 4, posts: 2, skipped: [], unread: [] });
  expect(await Promise.all(["a", "b", "c"].map((name) => text(`posts/hibi/${name}.md`)))).toEqual(before);
  await expect(blog.service.replacing.undo()).rejects.toMatchObject({ code: "replace.nothing" });
});

test("a post that cannot be read during an undo is undone by the next undo", async () => {
  const before = await text("posts/hibi/b.md");
  await blog.service.replacing.apply("網", find("Web").places);
  hold({ on: ["read"], path: /hibi\/b\.md$/ });
  const outcome = { posts: 1, skipped: [], unread: ["posts/hibi/b.md"] };
  expect(await blog.service.replacing.undo()).toMatchObject(outcome);
  letGo();
  expect(await blog.service.replacing.undo()).toMatchObject({ posts: 1, skipped: [] });
  expect(await text("posts/hibi/b.md")).toBe(before);
  await expect(blog.service.replacing.undo()).rejects.toMatchObject({ code: "replace.nothing" });
});

test("a post that cannot be read is not called changed, and can be replaced later", async () => {
  hold({ on: ["read"], path: /hibi\/b\.md$/ });
  const outcome = { places: 2, posts: 1, skipped: [], unread: ["posts/hibi/b.md"] };
  expect(await blog.service.replacing.apply("網", find("Web").places)).toEqual(outcome);
  letGo();
  expect(await blog.service.replacing.apply("網", find("Web").places)).toMatchObject({
    posts: 1,
    unread: [],
  });
});

test("a post that was changed meanwhile is not modified, neither by replace nor by undo", async () => {
  const { places } = find("Web");
  const b = await blog.service.posts.open("posts/hibi/b.md");
  await blog.service.posts.save({ ...b, body: "別の話。", baseHash: b.hash, force: false });
  expect(await blog.service.replacing.apply("網", places)).toEqual({
    places: 2,
    posts: 1,
    skipped: ["posts/hibi/b.md"],
    unread: [],
  });
  const a = await blog.service.posts.open("posts/hibi/a.md");
  await blog.service.posts.save({ ...a, body: "書き直した。", baseHash: a.hash, force: false });
  expect(await blog.service.replacing.undo()).toEqual({
    places: 0,
    posts: 0,
    skipped: ["posts/hibi/a.md"],
    unread: [],
  });
  expect(await text("posts/hibi/a.md")).toContain("書き直した。");
});

test("a title that cannot be changed safely is named, and the other posts are still replaced", async () => {
  const first = "posts/hibi/0.md";
  await blog.close();
  blog = await openFiles({
    [first]: '+++\ntitle = "Web"\n+++\n',
    "posts/hibi/a.md": post("雨", "Webの話。"),
  });
  // TOML has no notation for half of a surrogate pair.
  const outcome = await blog.service.replacing.apply("網\ud842", find("Web").places);
  expect(outcome).toEqual({ places: 1, posts: 1, skipped: [first], unread: [] });
  expect(await text(first)).toContain("Web");
  expect(await text("posts/hibi/a.md")).toContain("網");
});

test("an incomplete replacement of a killed program can be undone", async () => {
  const before = await text("posts/hibi/a.md");
  const { places } = find("Web");
  await blog.service.replacing.apply("網", places);
  // As if the program had been killed before the second file: it still has its old text.
  await blog.service.replacing.undo();
  const { places: again } = find("Web");
  await blog.service.replacing.apply("網", again);
  const b = await blog.service.posts.open("posts/hibi/b.md");
  await blog.service.posts.save({ ...b, body: b.body.replace("網", "Web"), baseHash: b.hash, force: false });
  expect(await blog.service.replacing.undo()).toMatchObject({ posts: 1, skipped: [] });
  expect(await text("posts/hibi/a.md")).toBe(before);
});

test("the texts are stored before the first file is changed; the last twenty replacements are kept", async () => {
  const folder = join(blog.folder, ".hitofude", "history", "replacements");
  for (let turn = 0; turn < 22; turn++) {
    const [from, to] = turn % 2 === 0 ? ["何も", "なにも"] : ["なにも", "何も"];
    await blog.service.replacing.apply(to, find(from).places);
  }
  expect(await readdir(folder)).toHaveLength(20);
  await rm(folder, { recursive: true });
  const { places } = find("何も");
  await writeFile(folder, "no folder");
  await expect(blog.service.replacing.apply("なにも", places)).rejects.toMatchObject({ code: "file.failed" });
  expect(await text("posts/hibi/c.md")).toContain("何もない");
});
