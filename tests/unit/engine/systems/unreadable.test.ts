import { bodyOf, readBody } from "#engine/blog/posts/post-body.ts";
import english from "#resources/locales/en.json" with { type: "json" };
import japanese from "#resources/locales/ja.json" with { type: "json" };
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Encoding from "encoding-japanese";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { ScheduleMemory } from "#engine/app/publish/schedule-memory.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { blogId } from "#engine/blog/folder/blog-id.ts";
import { openJournal } from "#engine/blog/safety/journal.ts";
import { PublicationLog } from "#engine/blog/safety/publication-log.ts";
import { Trash } from "#engine/blog/safety/trash.ts";
import { UndoLog } from "#engine/blog/safety/undo-log.ts";
import { readPublishedRecord } from "#engine/publish/state/published-record.ts";
import { HostKeys } from "#engine/publish/transports/sftp/host-keys.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { loadHostKey } from "#engine/publish/practice/host-key.ts";
import { PersonalWords } from "#engine/spelling/spell-checker.ts";
import { BlogState } from "#engine/state/blog-state.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";
import { hold, letGo } from "./as-windows.ts";

const target = {
  name: "nas",
  target: { kind: "folder" as const, url: "https://a.example/", directory: "/web" },
};
const settings = "title: 日記\nauthor: { name: 山田 太郎 }\n";

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "hitofude-unreadable-"));
}

async function open(path: string): Promise<BlogFolder> {
  return openBlogFolder(path, { watch: false });
}

describe("blog.yaml", () => {
  test.each(["EBUSY", "EACCES", "EIO"])(
    "one %s on reading does not replace it by a file with only the targets",
    async (code) => {
      await using blog = await temporaryBlog({ "blog.yaml": settings });
      const opened = await open(blog.folder);
      hold({ on: ["read"], path: /blog\.yaml$/, code });
      await expect(opened.changeTargets(target)).rejects.toMatchObject({
        code: expect.stringMatching(/^file\./),
      });
      letGo();
      expect(await blog.read("blog.yaml")).toBe(settings);
      await opened.changeTargets(target);
      expect(await blog.read("blog.yaml")).toContain("山田 太郎");
    },
  );

  test("in Shift_JIS is not rewritten, neither for targets nor for notices", async () => {
    await using blog = await temporaryBlog();
    const bytes = Encoding.convert(Buffer.from(settings), { from: "UTF8", to: "SJIS", type: "array" });
    await blog.write("blog.yaml", Uint8Array.from(bytes));
    const opened = await open(blog.folder);
    const refused = { code: "post.notUtf8", values: { path: "blog.yaml", encoding: "Shift_JIS" } };
    await expect(opened.changeTargets(target)).rejects.toMatchObject(refused);
    await expect(opened.readNotices()).rejects.toMatchObject(refused);
    expect([...(await readFile(join(blog.folder, "blog.yaml")))]).toEqual([...bytes]);
    expect(opened.problems).toMatchObject([{ code: "post.notUtf8", severity: "error" }]);
  });

  test("its version before a change of the targets is kept", async () => {
    await using blog = await temporaryBlog({ "blog.yaml": settings });
    const opened = await open(blog.folder);
    await opened.changeTargets(target);
    const versions = await opened.history.list("blog.yaml");
    expect(String(await opened.history.read("blog.yaml", versions.at(-1)?.id ?? ""))).toBe(settings);
  });

  test("an unreadable one makes a blog with an error, not one without settings", async () => {
    await using blog = await temporaryBlog({ "blog.yaml": settings });
    hold({ on: ["read"], path: /blog\.yaml$/, code: "EACCES" });
    const { problems } = await open(blog.folder);
    // On Windows, this code means that the file is held or that reading it is not permitted.
    expect(problems).toMatchObject([{ code: "file.inUse", severity: "error" }]);
  });
});

test.skipIf(process.platform === "win32").each(["blog.yaml", "real.yaml"])(
  "a pipe at %s, which may never end, is not read: without simulation",
  async (name) => {
    await using blog = await temporaryBlog({ "posts/a.md": "一\n" });
    await rm(join(blog.folder, "blog.yaml"));
    execFileSync("mkfifo", [join(blog.folder, name)]);
    if (name !== "blog.yaml") await symlink(name, join(blog.folder, "blog.yaml"));
    const opened = await open(blog.folder);
    expect(opened.problems).toMatchObject([
      { code: "file.readFailed", severity: "error", file: "blog.yaml" },
    ]);
    await expect(opened.readSettingsText()).rejects.toMatchObject({ code: "file.readFailed" });
    expect([...opened.posts.keys()]).toEqual(["posts/a.md"]);
  },
);

describe("posts", () => {
  test("one that is temporarily unreadable stays, with an error that blocks publishing", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "一\n", "posts/b.md": "二\n" });
    const opened = await openBlogFolder(blog.folder, { watch: true });
    try {
      await opened.watching();
      await blog.write("posts/a.md", "三\n");
      hold({ on: ["read"], path: /a\.md$/ });
      await opened.catchUp();
      expect([...opened.posts.keys()].sort()).toEqual(["posts/a.md", "posts/b.md"]);
      expect(opened.problems).toMatchObject([{ code: "file.inUse", severity: "error", file: "posts/a.md" }]);
      letGo();
      await opened.catchUp();
      expect(bodyOf(opened.posts.get("posts/a.md") ?? { body: "" })).toBe("三\n");
      expect(opened.problems).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  test("one with an unusual name that cannot be looked at does not keep the blog from opening", async () => {
    await using blog = await temporaryBlog({ "posts/a\uFFFD.md": "一\n", "posts/b.md": "二\n" });
    hold({ on: ["look"], path: /\uFFFD/ });
    expect([...(await open(blog.folder)).posts.keys()]).toEqual(["posts/a\uFFFD.md", "posts/b.md"]);
  });

  test("a deleted one is not restored over a file that only cannot be checked", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "古い\n" });
    const trash = new Trash(blog.folder);
    const at = await trash.put(join(blog.folder, "posts/a.md"), "posts/a.md", 1);
    await blog.write("posts/a.md", "新しい\n");
    hold({ on: ["look"], path: /posts\/a\.md$/ });
    await expect(trash.restore("posts/a.md", at)).rejects.toThrow();
    letGo();
    expect(await blog.read("posts/a.md")).toBe("新しい\n");
  });
});

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

test("an error in reading is never called one in writing", async () => {
  await using blog = await temporaryBlog({ "posts/a.md": "雨" });
  const opened = await open(blog.folder);
  const { hash } = await opened.readDocument("posts/a.md");
  hold({ on: ["read"], path: /a\.md$/, code: "EIO" });
  const failed = { code: "file.readFailed" };
  const save = { path: "posts/a.md", frontMatter: "", body: "雪", baseHash: hash, force: false };
  await expect(opened.readDocument("posts/a.md")).rejects.toMatchObject(failed);
  await expect(opened.saveDocument(save)).rejects.toMatchObject(failed);
  letGo();
  // From here on, nothing is simulated. Folders at the paths of files cause real errors.
  const state = await folder();
  await mkdir(join(state, "text.md"));
  expect(() => readBody(join(state, "text.md"))).toThrow(expect.objectContaining(failed));
  await mkdir(join(blog.folder, ".hitofude/trash/000000000000001/posts/a.md"), { recursive: true });
  const trashed = new Trash(blog.folder).read("posts/a.md", "000000000000001");
  await expect(trashed).rejects.toMatchObject({
    code: expect.stringMatching(/^file\.(?:readFailed|failed)$/),
  });
  for (const code of ["file.readFailed", "file.unreadable"] as const) {
    expect(english[`error.${code}.what`]).not.toMatch(/writ/);
    expect(japanese[`error.${code}.what`]).not.toMatch(/書き/);
  }
});

test("a folder at the path of a file is an error, not an empty file: without simulation", async () => {
  await using blog = await temporaryBlog({ "blog.yaml": settings });
  const opened = await open(blog.folder);
  const state = await folder();
  await mkdir(join(state, "words.txt"));
  await expect(new PersonalWords(join(state, "words.txt")).load()).rejects.toMatchObject({
    code: "file.readFailed",
  });
  expect(await readdir(join(state, "words.txt"))).toEqual([]);
  expect(opened.problems).toEqual([]);
});
