import { rm } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Trash } from "#engine/blog/safety/trash.ts";
import { temporaryBlog } from "../temporary-blog.ts";

const path = "posts/a.md";

test("the text that was deleted last is restored first, although the clock was set back", async () => {
  await using disk = await temporaryBlog();
  const trash = new Trash(disk.folder);
  const remove = async (text: string, now: number): Promise<string> => {
    await disk.write(path, text);
    return trash.put(join(disk.folder, path), path, now);
  };
  const times = [await remove("first", 2000), await remove("second", 1000), await remove("third", 2000)];
  expect(times).toEqual([...times].sort());
  expect(trash.posts().map(({ at }) => at)).toEqual([...times].reverse());
  for (const text of ["third", "second", "first"]) {
    await trash.restore(path);
    expect(await disk.read(path)).toBe(text);
    await rm(join(disk.folder, path));
  }
  await expect(trash.restore(path)).rejects.toMatchObject({ code: "file.notFound" });
});

test("files that are deleted together have one time", async () => {
  await using disk = await temporaryBlog({ [path]: "a", "posts/b.md": "b" });
  const trash = new Trash(disk.folder);
  const times = [path, "posts/b.md"].map((each) => trash.put(join(disk.folder, each), each, 2000));
  expect(await Promise.all(times)).toEqual(["000000000002000", "000000000002000"]);
});

test("the texts are those of the posts that are in the trash now", async () => {
  const other = "posts/b.md";
  await using disk = await temporaryBlog({ [path]: "a", [other]: "b" });
  const trash = new Trash(disk.folder);
  const put = (each: string) => trash.put(join(disk.folder, each), each, 2000);
  await put(path);
  expect(trash.texts()).toEqual(["a"]);
  await put(other);
  expect([...trash.texts()].sort()).toEqual(["a", "b"]);
  expect(trash.texts()).toBe(trash.texts());
  await trash.restore(path);
  expect(trash.texts()).toEqual(["b"]);
  await trash.restore(other);
  expect(trash.texts()).toEqual([]);
});
