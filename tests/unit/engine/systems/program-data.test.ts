import { mkdtemp, readFile, rename, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ScheduleMemory } from "#engine/app/publish/schedule-memory.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { openJournal } from "#engine/blog/safety/journal.ts";
import { PublicationLog } from "#engine/blog/safety/publication-log.ts";
import { UndoLog } from "#engine/blog/safety/undo-log.ts";
import { readPublishedRecord } from "#engine/publish/state/published-record.ts";
import { HostKeys } from "#engine/publish/transports/sftp/host-keys.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { loadHostKey } from "#engine/publish/practice/host-key.ts";
import { PersonalWords } from "#engine/spelling/spell-checker.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";
import { hold, letGo } from "./as-windows.ts";

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "hitofude-unreadable-"));
}

describe("the program's data", () => {
  test("the blog's id is not replaced", async () => {
    await using blog = await temporaryBlog();
    const id = await blogId(blog.folder);
    hold({ on: ["open"], path: /\.hitofude\/id$/ });
    await expect(blogId(blog.folder)).rejects.toMatchObject({ code: "file.inUse" });
    letGo();
    expect(await blogId(blog.folder)).toBe(id);
  });

  test.each(["", "\0\0\0"])("an id that a power cut left as %j becomes one that stays", async (left) => {
    await using blog = await temporaryBlog({ ".hitofude/id": left });
    const id = await blogId(blog.folder);
    expect(await blog.read(".hitofude/id")).toBe(`${id}\n`);
    const moved = `${blog.folder}-moved`;
    await rename(blog.folder, moved);
    expect(await blogId(moved)).toBe(id);
    await rename(moved, blog.folder);
  });

  test("unsaved text in the journal is not set aside as damaged", async () => {
    await using blog = await temporaryBlog();
    const entry = { id: "new:1", path: null, frontMatter: "", body: "言葉", at: 1 };
    const journal = openJournal(blog.folder);
    await journal.write(entry);
    hold({ on: ["open"], path: /journal/ });
    expect(await openJournal(blog.folder).recover(async () => null)).toEqual([]);
    letGo();
    expect(await openJournal(blog.folder).recover(async () => null)).toMatchObject([{ body: "言葉" }]);
  });

  test("trust and publishes by hand are kept", async () => {
    const [root, blog] = [await folder(), await folder()];
    await (await BlogState.load(root, blog, "id")).update({ trusted: true, publishedByHand: ["x"] });
    hold({ on: ["read"], path: /blog\.json$/ });
    // The blog opens nevertheless, so that its author can write
    const state = await BlogState.load(root, blog, "id");
    expect(state.record.trusted).toBe(false);
    await expect(state.update({ notMovedFrom: ["/y"] })).rejects.toMatchObject({ code: "file.inUse" });
    letGo();
    await state.update({ notMovedFrom: ["/y"] });
    expect(state.record).toMatchObject({ trusted: true, notMovedFrom: ["/y"] });
    expect((await BlogState.load(root, blog, "id")).record).toMatchObject({
      trusted: true,
      publishedByHand: ["x"],
    });
  });

  test("the record of what is live does not count as missing", async () => {
    const file = join(await folder(), "live.json");
    await writeFile(file, JSON.stringify({ format: 1, generation: 3, at: "x", posts: {} }));
    hold({ on: ["read"], path: /live\.json$/ });
    await expect(readPublishedRecord(file)).rejects.toMatchObject({ code: "file.inUse" });
    letGo();
    expect(await readPublishedRecord(file)).toMatchObject({ generation: 3 });
  });

  test("scheduled posts are not lost when the next one is stored", async () => {
    const file = join(await folder(), "scheduled.json");
    const first = new ScheduleMemory(file);
    first.remember("posts/a.md", 1);
    await first.save();
    const second = new ScheduleMemory(file);
    hold({ on: ["read"], path: /scheduled\.json$/ });
    await second.load();
    second.remember("posts/b.md", 2);
    await second.save();
    letGo();
    await second.save();
    const third = new ScheduleMemory(file);
    await third.load();
    expect([...third.posts.keys()].sort()).toEqual(["posts/a.md", "posts/b.md"]);
  });

  test("scheduled posts that could not be stored are stored with the next change of anything", async () => {
    const file = join(await folder(), "scheduled.json");
    const memory = new ScheduleMemory(file);
    memory.remember("posts/a.md", 1);
    hold({ on: ["open"], path: /\.tmp$/ });
    await memory.save();
    letGo();
    await memory.save();
    expect(await readFile(file, "utf8")).toContain("posts/a.md");
  });

  test("a version that could not be recorded as published is recorded with the next publish", async () => {
    await using blog = await temporaryBlog({ ".hitofude/history/published": "" });
    const log = new PublicationLog(blog.folder);
    await log.times();
    hold({ on: ["open"], path: /published$/ });
    await log.mark(["a".repeat(64)], 1);
    letGo();
    await log.mark(["a".repeat(64)], 2);
    expect([...(await new PublicationLog(blog.folder).times())]).toEqual([["a".repeat(64), 2]]);
  });

  test("two changes of the record at the same time are both kept", async () => {
    const [root, blog] = [await folder(), await folder()];
    const state = await BlogState.load(root, blog, "id");
    await Promise.all([state.update({ trusted: true }), state.update({ publishedByHand: ["x"] })]);
    const { record } = await BlogState.load(root, blog, "id");
    expect(record).toMatchObject({ trusted: true, publishedByHand: ["x"] });
  });

  test("an undo record that a sync service delivered in part is an error with a name", async () => {
    await using blog = await temporaryBlog({ ".hitofude/history/bulk/000000000000001.gz": "not gzip" });
    const log = new UndoLog(blog.folder, { name: "bulk", entry: z.string(), nothing: "bulk.nothing" });
    await expect(log.last()).rejects.toMatchObject({ code: "file.readFailed" });
  });

  test("published versions are not recorded twice", async () => {
    await using blog = await temporaryBlog();
    await new PublicationLog(blog.folder).mark(["a".repeat(64)], 1);
    const log = new PublicationLog(blog.folder);
    hold({ on: ["open"], path: /published$/ });
    await expect(log.times()).rejects.toThrow();
    letGo();
    expect((await log.times()).size).toBe(1);
    expect([...(await new PublicationLog(blog.folder).times())]).toEqual([["a".repeat(64), 1]]);
  });

  test("the author's dictionary is kept when a word is added", async () => {
    const file = join(await folder(), "words.txt");
    await writeFile(file, "Hitofude\n");
    hold({ on: ["read"], path: /words\.txt$/ });
    await expect(new PersonalWords(file).add("fude")).rejects.toMatchObject({ code: "file.inUse" });
    letGo();
    await new PersonalWords(file).add("fude");
    expect(await readFile(file, "utf8")).toBe("Hitofude\nfude\n");
  });

  test("a known host does not become an unknown one", async () => {
    const file = join(await folder(), "known_hosts");
    await writeFile(file, "");
    hold({ on: ["read"], path: /known_hosts$/ });
    const loading = HostKeys.load({ host: "a.example", port: 22 }, file, () =>
      Promise.reject(new Error("asked")),
    );
    await expect(loading).rejects.toMatchObject({ code: "file.inUse" });
  });

  test("the practice server keeps its key", async () => {
    const file = join(await folder(), "key");
    const { privateKey } = await loadHostKey(file);
    hold({ on: ["open"], path: /key$/ });
    await expect(loadHostKey(file)).rejects.toMatchObject({ code: "file.inUse" });
    letGo();
    expect((await loadHostKey(file)).privateKey).toBe(privateKey);
  });

  test("a file in a target's folder that cannot be checked is not overwritten", async () => {
    const root = await folder();
    for (const name of ["from", "to"]) await writeFile(join(root, name), name);
    hold({ on: ["look"], path: /to$/ });
    await expect(new LocalFiles().rename(join(root, "from"), join(root, "to"))).rejects.toThrow();
    letGo();
    expect(await readFile(join(root, "to"), "utf8")).toBe("to");
  });
});
