import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { History, versionsToPrune } from "#engine/blog/safety/history.ts";
import { temporaryBlog } from "../temporary-blog.ts";

const post = "posts/hitokoto/a.md";
const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2022, 4, 6);

async function textOf(history: History, id: string): Promise<string> {
  return Buffer.from(await history.read(post, id)).toString();
}

test("keeps each distinct version, newest first", async () => {
  await using disk = await temporaryBlog();
  const history = new History(disk.folder);
  expect(await history.list(post)).toEqual([]);
  for (const [index, text] of ["一", "一", "二", "一"].entries())
    await history.add(post, Buffer.from(text), now + index);
  const versions = await history.list(post);
  expect(await Promise.all(versions.map(({ id }) => textOf(history, id)))).toEqual(["一", "二", "一"]);
  expect(versions.map(({ time }) => time)).toEqual([now + 3, now + 2, now]);
});

test("setting the clock back does not change the order", async () => {
  await using disk = await temporaryBlog();
  const history = new History(disk.folder);
  await history.add(post, Buffer.from("first"), now);
  await history.add(post, Buffer.from("second"), now - day);
  expect(await Promise.all((await history.list(post)).map(({ id }) => textOf(history, id)))).toEqual([
    "second",
    "first",
  ]);
});

test("a damaged version is an error, not another text", async () => {
  await using disk = await temporaryBlog();
  const history = new History(disk.folder);
  await history.add(post, Buffer.from("words"), now);
  const [version] = await history.list(post);
  const id = version?.id ?? "";
  const folder = join(disk.folder, ".hitofude/history", post);
  const [name = ""] = await readdir(folder);
  await writeFile(join(folder, name), "not gzip");
  await expect(history.read(post, id)).rejects.toMatchObject({ code: "file.readFailed" });
  await expect(history.read(post, "../../../blog")).rejects.toMatchObject({ code: "file.notFound" });
});

test("keeps all versions of a day, then one per hour, then one per day, and always the newest and oldest", () => {
  const version = (age: number) => ({ id: String(age), hash: "", time: now - age });
  const ages = [
    ...[0, 1000, 2000, day - 1],
    ...[day + 60_000, day + 120_000, 2 * day + hour / 2, 2 * day + hour / 2 + 1000],
    ...[8, 15, 22, 29, 35].map((days) => days * day),
    ...[40 * day + 1, 40 * day + 2 * hour, 40 * day + 23 * hour, 41 * day + 1, 41 * day + hour],
  ];
  const pruned = versionsToPrune(ages.map(version), now).map(({ id }) => Number(id));
  expect(pruned).toEqual([
    day + 120_000,
    2 * day + hour / 2 + 1000,
    40 * day + 2 * hour,
    40 * day + 23 * hour,
  ]);
});

test("a clock that is years ahead removes no version, and neither does the correct clock afterwards", async () => {
  await using disk = await temporaryBlog();
  const history = new History(disk.folder);
  const times = [now - 2 * hour, now - hour, now - hour + 1000, now - 1000];
  const years = 10 * 365 * day;
  for (const [index, time] of [...times, now + years, now + years + 60_000, now, now + 1000].entries()) {
    await history.add(post, Buffer.from(`text ${index}`), time);
  }
  const texts = await Promise.all((await history.list(post)).map(({ id }) => textOf(history, id)));
  expect(texts.toReversed()).toEqual([0, 1, 2, 3, 4, 5, 6, 7].map((index) => `text ${index}`));
});

test("a new version removes outdated ones", async () => {
  await using disk = await temporaryBlog();
  const history = new History(disk.folder);
  for (let index = 0; index < 6; index++) {
    await history.add(post, Buffer.from(`text ${index}`), now - 3 * day + index * 1000);
  }
  await history.add(post, Buffer.from("today"), now);
  const texts = await Promise.all((await history.list(post)).map(({ id }) => textOf(history, id)));
  expect(texts).toEqual(["today", "text 5", "text 0"]);
});

test("versions follow a post to its new path", async () => {
  await using disk = await temporaryBlog();
  const history = new History(disk.folder);
  await history.add(post, Buffer.from("words"), now);
  await history.move(post, "posts/other/b.md");
  expect(await history.list(post)).toEqual([]);
  expect(await history.list("posts/other/b.md")).toHaveLength(1);
});

test("versions of a renamed post are kept even if a deleted post had the new path", async () => {
  await using disk = await temporaryBlog();
  const history = new History(disk.folder);
  const renamed = "posts/hitokoto/b.md";
  await history.add(post, Buffer.from("of the deleted post"), now);
  await history.add(renamed, Buffer.from("older"), now + 1);
  await history.add(renamed, Buffer.from("newer"), now + 2);
  await history.move(renamed, post);
  const texts = (await history.list(post)).map(({ id }) => textOf(history, id));
  expect(await Promise.all(texts)).toEqual(["newer", "older", "of the deleted post"]);
  await history.move(post, renamed);
  expect([await history.list(post), (await history.list(renamed)).length]).toEqual([[], 3]);
});
