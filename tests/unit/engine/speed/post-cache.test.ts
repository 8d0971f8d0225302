import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { PostFileCache } from "#engine/speed/post-cache.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";

const rich = `---
title: 梅
date: 2022-05-06 00:00
updated: 2022-05-08
tags: [庭, Garden]
series: { name: 庭の一年, number: 3 }
relations:
  - { kind: reply, to: posts/hitokoto/b.md, label: 返事 }
revisions:
  - { date: 2022-05-07, note: 直した }
source: { name: 旧ブログ, url: "https://example.org/" }
aliases: [old.html]
guid: urn:x
nonsense: { 1: [null, true] }
---
庭の梅
`;
const path = "posts/hitokoto/a.md";
const files = {
  [path]: rich,
  "posts/hitokoto/b.md": "題のない*文*。\n",
  "posts/hitokoto/c.md": "---\ntitle: a: b\n---\n壊れた前書き\n",
  "pages/about.md": "about",
};

/** Files count as unchanged only when they are some seconds old. */
beforeEach(() => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 }));
afterEach(() => vi.useRealTimers());

/** Returns posts as plain values, including their texts. */
function readable(posts: BlogFolder["posts"]): [string, Post][] {
  return Array.from(posts, ([path, { body, ...post }]) => [
    path,
    { ...JSON.parse(JSON.stringify(post)), body: bodyOf({ body }) },
  ]);
}

const open = (folder: string): Promise<BlogFolder> =>
  openBlogFolder(folder, {
    watch: false,
    postCache: (key) => new PostFileCache(folder, join(folder, ".hitofude", "cache"), key),
  });

const textAt = (blog: BlogFolder, at: string): string => bodyOf(blog.posts.get(at) ?? { body: "" });

test("a cached post equals a freshly parsed one, its body included", async () => {
  await using disk = await temporaryBlog(files);
  const read = await open(disk.folder);
  const known = await open(disk.folder);
  const { settings } = read;
  const parsed = Object.entries(files).map(
    ([path, text]) => [path, parsePost({ path, bytes: Buffer.from(text), settings })] as const,
  );
  for (const posts of [read.posts, known.posts]) {
    const expected = readable(new Map(parsed.sort()));
    expect(readable(posts)).toEqual(expected);
    // The posts also have the same order, because keys depend on it
    expect(JSON.stringify(readable(posts))).toBe(JSON.stringify(expected));
  }
});

test("the file of a cached post is read only when its body is needed", async () => {
  await using disk = await temporaryBlog(files);
  await open(disk.folder);
  const known = await open(disk.folder);
  rmSync(join(disk.folder, path));
  expect(known.posts.get(path)).toMatchObject({ title: "梅", tags: ["庭", "Garden"] });
  expect(() => textAt(known, path)).toThrow(expect.objectContaining({ code: "file.notFound" }));
});

test("a changed file is parsed again, even if its size is the same", async () => {
  await using disk = await temporaryBlog(files);
  await open(disk.folder);
  writeFileSync(join(disk.folder, path), rich.replace("庭の梅", "庭の桃"));
  const blog = await open(disk.folder);
  expect(textAt(blog, path)).toBe("庭の桃\n");
  expect(textAt(await open(disk.folder), path)).toBe("庭の桃\n");
});

test("a file changed as recently as it was read is parsed again", async () => {
  await using disk = await temporaryBlog(files);
  vi.setSystemTime(statSync(join(disk.folder, path)).mtimeMs);
  const cache = join(disk.folder, ".hitofude/cache/posts");
  await open(disk.folder);
  const { length } = readFileSync(cache);
  await open(disk.folder);
  expect(readFileSync(cache).length).toBeGreaterThan(length);
});

test("another time zone, a removed file or a damaged cache lead to parsing", async () => {
  await using disk = await temporaryBlog(files);
  const before = await open(disk.folder);
  const cache = join(disk.folder, ".hitofude/cache/posts");
  writeFileSync(cache, readFileSync(cache, "utf8").replaceAll("梅", "桃").slice(0, -20));
  expect(readable((await open(disk.folder)).posts)).toEqual(readable(before.posts));
  rmSync(join(disk.folder, "pages/about.md"));
  expect((await open(disk.folder)).posts.size).toBe(3);
  expect(readFileSync(cache, "utf8")).toMatch(/"pages\/about\.md"\n$/);
  await disk.write("blog.yaml", "title: 試し\ntimeZone: America/New_York\n");
  expect((await open(disk.folder)).posts.get(path)?.date?.offsetMinutes).toBe(-240);
});
