import { appendFile, readFile, utimes } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PublicationLog } from "#engine/blog/safety/publication-log.ts";
import { openFiles, post, type TestBlog } from "../open-service.ts";

const path = "posts/hibi/a.md";
let blog: TestBlog;
beforeEach(async () => {
  blog = await openFiles({ [path]: post("雨", "静かな雨です。\n\n二つ目。") });
});
afterEach(() => blog.close());

async function save(change: (text: string) => string): Promise<void> {
  const file = await blog.service.posts.open(path);
  const text = change(file.frontMatter + file.body);
  await blog.service.posts.save({ path, frontMatter: "", body: text, baseHash: file.hash, force: false });
}

test("each save is a version; published versions and the live one are marked", async () => {
  await blog.publish();
  await save((text) => text.replace("静かな", "激しい"));
  await save((text) => text.replace("雨です", "雪です"));
  await blog.publish();
  await save((text) => text.replace("二つ目", "三つ目"));
  const versions = await blog.service.history.list(path);
  expect(
    versions.map(({ isCurrent, isLive, publishedAt }) => [isCurrent, isLive, publishedAt !== null]),
  ).toEqual([
    [true, false, false],
    [false, true, true],
    [false, false, false],
    [false, false, true],
  ]);
  // After a restart, the list contains the same.
  blog = await blog.reopen();
  expect(await blog.service.history.list(path)).toEqual(versions);
});

test("the text that a publish has given an address is listed as the present one, with its own time", async () => {
  await save((text) => text.replace("静かな", "激しい"));
  const beforeIt = (await blog.service.history.list(path)).map(({ id }) => id);
  await blog.publish();
  const changed = new Date(Date.now() - 5);
  await utimes(join(blog.folder, path), changed, changed);
  const [newest, ...others] = await blog.service.history.list(path);
  expect(newest).toMatchObject({ isCurrent: true, isLive: true, time: changed.getTime() });
  expect(others.map(({ id }) => id)).toEqual(beforeIt);
  await save((text) => text.replace("雨です", "雪です"));
  expect((await blog.service.history.list(path)).map(({ time }) => time)).toEqual([
    expect.any(Number),
    changed.getTime(),
    ...others.map(({ time }) => time),
  ]);
});

test("a version is compared with the text on screen, or with the version before it", async () => {
  await save((text) => text.replace("静かな", "激しい"));
  await save((text) => text.replace("二つ目", "三つ目").replace("title: 雨", "title: 嵐"));
  const [, middle] = await blog.service.history.list(path);
  const id = middle?.id ?? "";
  const { frontMatter, body } = await blog.service.posts.open(path);
  const now = await blog.service.history.compare(path, id, { frontMatter, body });
  expect(now.properties).toEqual([{ name: "title", before: "雨", after: "嵐" }]);
  expect(now.changes).toBe(1);
  const html = now.blocks.map((block) => block.html).join("");
  expect(html).toContain('<del class="hf-del">二</del><ins class="hf-ins">三</ins>');
  expect(html).not.toContain("静か");
  expect(now.url).toMatch(/^site:\/\/test\/.+\?preview=posts%2Fhibi%2Fa\.md$/);
  const before = await blog.service.history.compare(path, id, null);
  expect(before.properties).toEqual([]);
  expect(before.blocks.map((block) => block.html).join("")).toContain(
    '<del class="hf-del">静かな</del><ins class="hf-ins">激しい</ins>',
  );
});

test("a text is compared with another text, without a version", async () => {
  const { frontMatter, body } = await blog.service.posts.open(path);
  const theirs = { frontMatter, body: `${body}\n彼らの言葉。\n` };
  const mine = { frontMatter: frontMatter.replace("title: 雨", "title: 嵐"), body: `${body}\n私の言葉。\n` };
  const { blocks, properties } = await blog.service.history.compare(path, theirs, mine);
  const html = blocks.map((block) => block.html).join("");
  expect(html).toContain('<del class="hf-del">彼ら</del><ins class="hf-ins">私</ins>');
  expect(properties).toEqual([{ name: "title", before: "雨", after: "嵐" }]);
});

test("a restored version keeps the published address and identity", async () => {
  await save((text) => text.replace("静かな", "激しい"));
  await blog.publish();
  const oldest = (await blog.service.history.list(path)).at(-1);
  const { frontMatter, body } = await blog.service.history.read(path, oldest?.id ?? "");
  expect(body).toContain("静かな雨です。");
  const file = await readFile(join(blog.folder, path), "utf8");
  for (const key of ["permalink", "guid"]) {
    const line = new RegExp(`^${key}: .+$`, "m").exec(file)?.[0] ?? key;
    expect(frontMatter).toContain(line);
  }
  await expect(blog.service.history.read(path, "000000000000000-none")).rejects.toMatchObject({
    code: "file.notFound",
  });
});

test("an incomplete line spoils no other line, and the first time of a version counts", async () => {
  const [a, b, c] = ["a", "b", "c"].map((digit) => digit.repeat(64));
  const log = new PublicationLog(blog.folder);
  await log.mark([a ?? ""], 1000);
  await appendFile(join(blog.folder, ".hitofude/history/published"), `\n2000 ${b?.slice(0, 20)}`);
  const again = new PublicationLog(blog.folder);
  await again.mark([a ?? "", c ?? ""], 3000);
  expect([...(await new PublicationLog(blog.folder).times())]).toEqual([
    [a, 1000],
    [c, 3000],
  ]);
});

test("the list of versions, opened just before a save, lists no version twice", async () => {
  await save((text) => text.replace("静かな", "激しい"));
  // Writes the address into the file, and adds no version
  await blog.publish();
  const { documents } = blog.service.blog;
  let saving: Promise<unknown> = Promise.resolve();
  // Delays the list between its reading of the file and its new version.
  const delay = vi.spyOn(documents, "changedTime").mockImplementationOnce(async () => {
    const text = { path, frontMatter: "", body: "新しい文", baseHash: "", force: true };
    saving = blog.service.posts.save(text);
    await Promise.race([saving, wait(500)]);
    return Date.now();
  });
  await blog.service.history.list(path);
  await saving;
  expect(delay).toHaveBeenCalled();
  const versions = await blog.service.history.list(path);
  expect(versions.map(({ isCurrent }) => isCurrent)).toEqual([true, false, false, false]);
  expect(new Set(versions.map(({ id }) => id.split("-")[1])).size).toBe(4);
});
