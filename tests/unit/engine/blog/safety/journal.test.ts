import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { AppError } from "#contract/errors.ts";
import type { JournalEntry } from "#contract/types/blog-types.ts";
import { openJournal } from "#engine/blog/safety/journal.ts";
import { hold } from "../../systems/as-windows.ts";
import { temporaryBlog } from "../temporary-blog.ts";

function entry(id: string, body: string, at = 1): JournalEntry {
  return { id, path: id.startsWith("new:") ? null : id, frontMatter: "---\ntitle: x\n---\n", body, at };
}

const none = async (): Promise<null> => null;

test("returns unsaved texts, newest first, also of posts without a file", async () => {
  await using disk = await temporaryBlog();
  const journal = openJournal(disk.folder);
  const saved = entry("posts/saved.md", "一\n二");
  const lost = [
    entry("posts/changed.md", "new", 3),
    entry("new:1", "no file", 2),
    entry("posts/gone.md", "gone", 1),
  ];
  for (const one of [saved, ...lost]) await journal.write(one);
  const texts = new Map([
    ["posts/saved.md", { frontMatter: "\uFEFF---\r\ntitle: x\r\n---\r\n", body: "一\r\n二" }],
    ["posts/changed.md", { frontMatter: "---\ntitle: x\n---\n", body: "old" }],
  ]);
  const again = openJournal(disk.folder);
  const found = lost.map((one) => ({ ...one, current: texts.get(one.id) ?? null }));
  expect(await again.recover(async (path) => texts.get(path) ?? null)).toEqual(found);
  expect(await readdir(join(disk.folder, ".hitofude/journal"))).toHaveLength(3);
  for (const { id } of lost) await again.clear(id);
  await again.clear("posts/never-there.md");
  expect(await openJournal(disk.folder).recover(none)).toEqual([]);
});

test("the newest of many writes counts, and a later clear removes it", async () => {
  await using disk = await temporaryBlog();
  const journal = openJournal(disk.folder);
  const bodies = Array.from({ length: 50 }, (_, index) => `body ${index}`);
  await Promise.all(bodies.map((body) => journal.write(entry("new:1", body))));
  expect((await journal.recover(none)).map(({ body }) => body)).toEqual(["body 49"]);
  const last = [
    journal.write(entry("new:1", "a")),
    journal.clear("new:1"),
    journal.write(entry("new:2", "b")),
  ];
  await Promise.all([...last, journal.clear("new:2"), journal.write(entry("new:2", "c"))]);
  expect((await journal.recover(none)).map(({ id, body }) => [id, body])).toEqual([["new:2", "c"]]);
});

test("a post that cannot be read, and a text that cannot be removed, hide no other text", async () => {
  await using disk = await temporaryBlog();
  const journal = openJournal(disk.folder);
  const saved = entry("posts/saved.md", "一", 3);
  const lost = [entry("posts/held.md", "二", 2), entry("new:1", "三", 1)];
  for (const one of [saved, ...lost]) await journal.write(one);
  hold({ on: ["remove"], path: /journal/ });
  const found = await openJournal(disk.folder).recover(async (path) => {
    if (path === "posts/held.md") throw new AppError("file.inUse", { path });
    return saved;
  });
  expect(found).toEqual(lost.map((one) => ({ ...one, current: null })));
});

test("a resolved write is on disk", async () => {
  await using disk = await temporaryBlog();
  const journal = openJournal(disk.folder);
  void journal.write(entry("new:1", "first"));
  await journal.write(entry("new:1", "second"));
  expect((await openJournal(disk.folder).recover(none)).map(({ body }) => body)).toEqual(["second"]);
});

test("incomplete and foreign files are set aside, not deleted, and do no harm", async () => {
  await using disk = await temporaryBlog();
  const journal = openJournal(disk.folder);
  await journal.write(entry("new:1", "good"));
  const folder = join(disk.folder, ".hitofude/journal");
  const [good = ""] = await readdir(folder);
  const whole = await readFile(join(folder, good));
  await writeFile(join(folder, "torn.json"), whole.subarray(0, 20));
  await writeFile(join(folder, "copy.json"), whole);
  await writeFile(join(folder, "empty.json"), "");
  expect((await journal.recover(none)).map(({ body }) => body)).toEqual(["good"]);
  const names = await readdir(folder);
  expect(names.sort()).toEqual([good, "copy.json.damaged", "empty.json.damaged", "torn.json.damaged"].sort());
  expect(await readFile(join(folder, "torn.json.damaged"))).toEqual(whole.subarray(0, 20));
});

test("a failed write is reported, and a later one works", async () => {
  await using disk = await temporaryBlog({ ".hitofude/journal": "a file in the way" });
  const journal = openJournal(disk.folder);
  await expect(journal.write(entry("new:1", "a"))).rejects.toMatchObject({ code: "file.failed" });
  await rm(join(disk.folder, ".hitofude"), { recursive: true });
  await journal.write(entry("new:1", "b"));
  expect((await journal.recover(none)).map(({ body }) => body)).toEqual(["b"]);
});

test("if the blog's disk cannot be written, the text is stored in the fallback folder, and returned once in its latest state", async () => {
  await using disk = await temporaryBlog();
  const [own, refuge] = [join(disk.folder, ".hitofude/journal"), join(disk.folder, "refuge")];
  const journal = openJournal(disk.folder, async () => refuge);
  await journal.write(entry("new:1", "on the disk", 1));
  await rename(own, `${own}-away`);
  await writeFile(own, "a file in the way");
  await journal.write(entry("new:1", "in the refuge", 2));
  await journal.write(entry("new:2", "only there", 3));
  await rm(own);
  await rename(`${own}-away`, own);
  const again = openJournal(disk.folder, async () => refuge);
  expect((await again.recover(none)).map(({ body }) => body)).toEqual(["only there", "in the refuge"]);
  await again.write(entry("new:1", "room again", 4));
  await again.clear("new:2");
  expect(await readdir(refuge)).toEqual([]);
  expect((await again.recover(none)).map(({ body }) => body)).toEqual(["room again"]);
});

test("text survives the end of the program from the time of the call, also in the fallback folder", async () => {
  await using disk = await temporaryBlog();
  const child = spawn(process.execPath, [join(import.meta.dirname, "journal-once.ts"), disk.folder]);
  await once(child, "close");
  const reader = () => openJournal(disk.folder, async () => join(disk.folder, "refuge"));
  const found = await reader().recover(none);
  expect(found.map(({ id, body }) => [id, body])).toEqual([["new:1", "last words"]]);
  await reader().clear("new:1");
  expect(await readdir(join(disk.folder, ".hitofude/journal"))).toEqual([]);

  await rm(join(disk.folder, ".hitofude/journal"), { recursive: true });
  await writeFile(join(disk.folder, ".hitofude/journal"), "a file in the way");
  const journal = reader();
  await journal.recover(none).catch(() => undefined);
  const written = journal.write(entry("new:2", "elsewhere"));
  expect(
    (await readdir(join(disk.folder, "refuge"))).filter((name) => name.endsWith(".now.json")),
  ).toHaveLength(1);
  await written;
});

test("an incomplete note, as left by a power cut, does not hide the flushed text", async () => {
  await using disk = await temporaryBlog();
  const journal = openJournal(disk.folder);
  await journal.write(entry("new:1", "safe"));
  const folder = join(disk.folder, ".hitofude/journal");
  const [name = ""] = await readdir(folder);
  await writeFile(join(folder, name.replace(".json", ".now.json")), "");
  expect((await journal.recover(none)).map(({ body }) => body)).toEqual(["safe"]);
});

test("a clear removes the note, whatever is still being written", async () => {
  await using disk = await temporaryBlog();
  const journal = openJournal(disk.folder);
  const writes = Array.from({ length: 20 }, (_, index) => journal.write(entry("new:1", `${index}`)));
  const cleared = journal.clear("new:1");
  expect(
    (await readdir(join(disk.folder, ".hitofude/journal"))).filter((name) => name.includes(".now.")),
  ).toEqual([]);
  await Promise.all([...writes, cleared]);
  expect(await readdir(join(disk.folder, ".hitofude/journal"))).toEqual([]);
});

test("kill -9 leaves the text of the last reported write", async () => {
  await using disk = await temporaryBlog();
  const child = spawn(process.execPath, [join(import.meta.dirname, "journal-forever.ts"), disk.folder]);
  let output = "";
  child.stdout.on("data", (data: Buffer) => {
    output += data.toString();
  });
  await once(child.stdout, "data");
  await wait(150);
  child.kill("SIGKILL");
  await once(child, "close");
  const reported = Number(output.trim().split("\n").at(-1));
  const [recovered] = await openJournal(disk.folder).recover(none);
  expect(Number(recovered?.body)).toBeGreaterThanOrEqual(reported);
  expect(reported).toBeGreaterThan(0);
});

test("entries that a sync service brought from another computer are neither offered nor removed here", async () => {
  await using disk = await temporaryBlog();
  const journalOn = (computer: string | null) => openJournal(disk.folder, none, { computer: () => computer });
  await journalOn("desk").write(entry("posts/typed.md", "typed at the desk", 3));
  await journalOn("desk").write(entry("posts/saved.md", "saved", 2));
  await journalOn(null).write(entry("new:1", "by an earlier version", 1));
  const texts = new Map([["posts/saved.md", { frontMatter: "---\ntitle: x\n---\n", body: "saved" }]]);
  const offeredOn = async (computer: string | null): Promise<string[]> =>
    (await journalOn(computer).recover(async (path) => texts.get(path) ?? null)).map(({ body }) => body);
  expect(await offeredOn("laptop")).toEqual(["by an earlier version"]);
  expect(await readdir(join(disk.folder, ".hitofude/journal"))).toHaveLength(3);
  expect(await offeredOn("desk")).toEqual(["typed at the desk", "by an earlier version"]);
  // If the computer's id cannot be read, words of every computer are offered, so that none are lost
  expect(await offeredOn(null)).toEqual(["typed at the desk", "by an earlier version"]);
});
