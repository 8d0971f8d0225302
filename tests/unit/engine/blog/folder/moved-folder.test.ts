import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rmdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import type { BlogChange } from "#engine/blog/folder/blog-folder.ts";
import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { openFiles, post, type TestBlog } from "../../app/open-service.ts";

const path = "posts/hibi/a.md";
const other = "posts/hibi/b.md";
const notFound = { code: "blog.notFound" };

async function opened(): Promise<TestBlog & AsyncDisposable & { readonly changes: BlogChange[] }> {
  const blog = await openFiles(
    { [path]: post("一", "一つ目"), [other]: post("二", "二つ目", 10) },
    { watch: true },
  );
  await blog.service.blog.watching();
  const changes: BlogChange[] = [];
  blog.service.blog.onChange((change) => changes.push(change));
  return Object.assign(blog, { changes, [Symbol.asyncDispose]: () => blog.close() });
}

async function until(fits: () => boolean): Promise<void> {
  while (!fits()) await wait(10);
}

/** Everything that a window does to a blog's folder. */
function writes({ service }: TestBlog): readonly (() => Promise<unknown>)[] {
  const words = { frontMatter: "", body: "続き" };
  const save = { path, ...words, baseHash: service.blog.posts.get(path)?.hash ?? "", force: false };
  const png = Buffer.from("iVBORw0KGgo=", "base64");
  return [
    () => service.posts.save(save),
    () => service.posts.save({ ...save, force: true }),
    () => service.posts.create({ kind: "post" }),
    () => service.posts.rename(path, "posts/hibi/c.md"),
    () => service.posts.setStatus(path, "draft"),
    () => service.posts.trash(path),
    () => service.posts.convertToUtf8(path),
    () => service.posts.addMedia({ post: path, name: "a.png", bytes: png }),
    () => service.history.keep(path, words),
    () => service.settings.notices.save({ notices: [], baseHash: "" }),
    () => service.targets.change({ name: "more", target: { kind: "practice", include: "manual" } as never }),
  ];
}

test("nothing is created where the folder was before it was moved, and its posts stay in memory", async () => {
  await using blog = await opened();
  const moved = join(dirname(blog.folder), "moved");
  await rename(blog.folder, moved);
  await until(() => blog.service.blog.isGone);
  for (const write of writes(blog)) await expect(write(), write.toString()).rejects.toMatchObject(notFound);
  await expect(blog.publish()).rejects.toMatchObject(notFound);
  const entry = { id: "new:1", path: null, frontMatter: "", body: "続き", at: 1 };
  await blog.service.journal.write(entry);
  expect(existsSync(blog.folder)).toBe(false);
  expect([...blog.service.blog.posts.keys()]).toEqual([path, other]);
  expect(blog.changes.flatMap(({ removed }) => removed)).toEqual([]);
  expect(blog.listed()).toHaveLength(2);
  expect(blog.eventsOf("blog.changed").at(-1)).toMatchObject({
    isGone: true,
    problems: [{ code: "blog.notFound" }],
  });

  // The folder returns with a change that another program has made in the meantime.
  await writeFile(join(moved, path), post("一", "留守の間に"));
  await rename(moved, blog.folder);
  await until(() => bodyOf(blog.service.blog.posts.get(path) ?? { body: "" }).includes("留守の間に"));
  await blog.service.blog.catchUp();
  expect(blog.eventsOf("blog.changed").at(-1)).toMatchObject({ isGone: false, problems: [] });
  await blog.service.posts.create({ kind: "post" });
  await blog.write(other, post("二", "見つかる"));
  await until(() => bodyOf(blog.service.blog.posts.get(other) ?? { body: "" }).includes("見つかる"));
});

test("an empty folder, as a disk leaves it that is not connected, stays empty", async () => {
  await using blog = await opened();
  const disk = join(dirname(blog.folder), "disk");
  await rename(blog.folder, disk);
  await mkdir(blog.folder);
  await until(() => blog.service.blog.isGone);
  for (const write of writes(blog)) await expect(write(), write.toString()).rejects.toMatchObject(notFound);
  await blog.service.journal.write({ id: "new:1", path: null, frontMatter: "", body: "続き", at: 1 });
  expect(await readdir(blog.folder)).toEqual([]);
  expect(blog.service.blog.posts.size).toBe(2);
  await rmdir(blog.folder);
  await rename(disk, blog.folder);
  await until(() => !blog.service.blog.isGone);
  // The journal with the words is in the data folder, where the program finds it.
  expect(await blog.service.recoverJournal()).toMatchObject([{ body: "続き" }]);
});

test("a post that is read before anybody noticed is not taken for a removed one", async () => {
  await using blog = await opened();
  await rename(blog.folder, join(dirname(blog.folder), "moved"));
  const baseHash = blog.service.blog.posts.get(path)?.hash ?? "";
  const save = { path, frontMatter: "", body: "続き", baseHash, force: false };
  await expect(blog.service.posts.save(save)).rejects.toMatchObject(notFound);
  await expect(blog.service.posts.open(path)).rejects.toMatchObject(notFound);
});
