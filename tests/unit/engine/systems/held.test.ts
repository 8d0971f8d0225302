import { mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { longPauses, shortPauses } from "#contract/file-retries.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { fileError } from "#engine/base/file-errors.ts";
import { open, rename } from "#engine/base/files/change-files.ts";
import { openSync, renameSync } from "#engine/base/files/change-files-sync.ts";
import { HeldFileError } from "#engine/base/files/retry-held.ts";
import { simulateSystem, systemError } from "#engine/base/files/simulated-system.ts";
import { RecordLog } from "#engine/base/record-log.ts";
import { OwnFolder } from "#engine/base/own-folder.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { noteNow } from "#engine/blog/safety/journal-notes.ts";
import { PublishedHistory } from "#engine/publish/history/published-history.ts";
import { LocalFiles } from "#engine/publish/transports/folder/local-files.ts";
import { OutputStore } from "#engine/site/output/output-store.ts";
import { temporaryBlog } from "../blog/temporary-blog.ts";
import { hold, letGo } from "./as-windows.ts";

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "hitofude-held-"));
}

const sum = (pauses: readonly number[]): number => pauses.reduce((all, pause) => all + pause, 0);

describe("the wrapped file operations", () => {
  test("try for about ten seconds, and for about one second with errors that are usually permanent", () => {
    expect(sum(longPauses)).toBeGreaterThan(9_500);
    expect(sum(longPauses)).toBeLessThan(10_500);
    expect(sum(shortPauses)).toBeGreaterThan(500);
    expect(sum(shortPauses)).toBeLessThan(1_500);
  });

  test.each(["EPERM", "EBUSY", "EACCES"])(
    "try again after %s on Windows, asynchronously and synchronously",
    async (code) => {
      const path = join(await folder(), "a");
      await writeFile(path, "a");
      const failed = hold({ on: ["rename"], path: /./, code, times: 3 });
      await rename(path, `${path}2`);
      expect(failed()).toBe(3);
      hold({ on: ["rename"], path: /./, code, times: 3 });
      renameSync(`${path}2`, path);
      expect(await readFile(path, "utf8")).toBe("a");
    },
  );

  test("fail at once with other errors, and on other systems", async () => {
    const path = join(await folder(), "a");
    await writeFile(path, "a");
    const failed = hold({ on: ["rename"], path: /./, code: "ENOSPC" });
    await expect(rename(path, `${path}2`)).rejects.toMatchObject({ code: "ENOSPC" });
    expect(failed()).toBe(1);
    let attempts = 0;
    const stop = simulateSystem({
      platform: "linux",
      before: () => {
        attempts += 1;
        throw Object.assign(new Error("EPERM"), { code: "EPERM" });
      },
    });
    await expect(rename(path, `${path}2`)).rejects.toMatchObject({ code: "EPERM" });
    stop();
    expect(attempts).toBe(1);
  });

  test("report a file that stays held with its path as in use, and a read-only folder as read-only", async () => {
    const path = join(await folder(), "a");
    await writeFile(path, "a");
    hold({ on: ["rename", "open"], path: /./, code: "EACCES" });
    const error = await rename(path, `${path}2`).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(HeldFileError);
    expect(fileError(error, "posts/a.md")).toMatchObject({
      code: "file.inUse",
      values: { path: "posts/a.md" },
    });
    const missing = await open(`${path}3`, "wx").catch((thrown: unknown) => thrown);
    expect(fileError(missing, "posts/a.md").code).toBe("file.readOnly");
    expect(() => openSync(`${path}3`, "wx")).toThrow("EACCES");
  });
});

/** Makes a method of all open files fail until the end of the test. */
async function failing(method: "chmod" | "sync", code: string): Promise<void> {
  const file = await open(tmpdir(), "r");
  const failure = vi.spyOn(Object.getPrototypeOf(file), method);
  await file.close();
  failure.mockRejectedValue(systemError(code, "a"));
  onTestFinished(() => failure.mockRestore());
}

describe("drives that lack what a save wants beyond the text", () => {
  test.each(["EPERM", "ENOTSUP", "ENOSYS", "EACCES"])(
    "a drive that refuses permissions with %s keeps the text",
    async (code) => {
      await using blog = await temporaryBlog({ "posts/a.md": "old" });
      await failing("chmod", code);
      await atomicWrite(join(blog.folder, "posts/a.md"), "new");
      expect(await blog.read("posts/a.md")).toBe("new");
    },
  );

  test.each(["EINVAL", "ENOSYS", "ENOTSUP", "EISDIR", "EPERM"])(
    "a drive that cannot flush a file, and says so with %s, keeps the text",
    async (code) => {
      await using blog = await temporaryBlog({ "posts/a.md": "old" });
      await failing("sync", code);
      await atomicWrite(join(blog.folder, "posts/a.md"), "new");
      expect(await blog.read("posts/a.md")).toBe("new");
    },
  );

  test.each([
    ["ENOSPC", "file.diskFull"],
    ["EDQUOT", "file.diskFull"],
    ["EIO", "file.failed"],
  ])("an %s while the file is flushed is an error, and the old text stays", async (failure, code) => {
    await using blog = await temporaryBlog({ "posts/a.md": "old" });
    await failing("sync", failure);
    await expect(atomicWrite(join(blog.folder, "posts/a.md"), "new")).rejects.toMatchObject({ code });
    expect(await blog.read("posts/a.md")).toBe("old");
    expect(await readdir(join(blog.folder, "posts"))).toEqual(["a.md"]);
  });
});

describe("operations of the program", () => {
  test("saving waits for a held file, and keeps the old text if it stays held", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "一\n" });
    const opened = await openBlogFolder(blog.folder, { watch: false });
    const before = await opened.documents.read("posts/a.md");
    const save = { path: "posts/a.md", frontMatter: "", baseHash: before.hash, force: false };
    hold({ on: ["rename"], path: /a\.md$/, times: 4 });
    const saved = await opened.documents.save({ ...save, body: "二\n" });
    hold({ on: ["rename"], path: /a\.md$/ });
    const again = { ...save, body: "三\n", baseHash: saved.hash };
    await expect(opened.documents.save(again)).rejects.toMatchObject({
      code: "file.inUse",
      values: { path: expect.stringContaining("a.md") },
    });
    letGo();
    expect(await blog.read("posts/a.md")).toBe("二\n");
    expect(await readdir(join(blog.folder, "posts"))).toEqual(["a.md"]);
  });

  test("saving waits for a file that cannot be looked at while another program replaces it", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "old" });
    const file = join(blog.folder, "posts/a.md");
    const failed = hold({ on: ["look"], path: /posts$/, code: "EPERM", times: 2 });
    await atomicWrite(file, "new", { within: blog.folder });
    expect([failed(), await blog.read("posts/a.md")]).toEqual([2, "new"]);
    hold({ on: ["look"], path: /posts$/, code: "EPERM" });
    await expect(atomicWrite(file, "newer", { within: blog.folder })).rejects.toMatchObject({
      code: "file.inUse",
    });
    letGo();
    expect(await blog.read("posts/a.md")).toBe("new");
  });

  test("a key press waits for no file that another program holds", async () => {
    const place = new OwnFolder(await folder());
    await writeFile(join(place.location, ".a.json.tmp"), "left by a crash");
    const failed = hold({ on: ["remove"], path: /a\.json\.tmp$/ });
    expect(noteNow([place], "a.json", "text")).toBe(false);
    // One attempt to replace the file, and one to remove it.
    expect(failed()).toBe(2);
    letGo();
    expect(noteNow([place], "a.json", "text")).toBe(true);
  });

  test("renaming and deleting a post wait for a held file", async () => {
    await using blog = await temporaryBlog({ "posts/a.md": "一\n" });
    const opened = await openBlogFolder(blog.folder, { watch: false });
    hold({ on: ["rename"], path: /a\.md$/, times: 3 });
    await opened.documents.rename("posts/a.md", "posts/b.md");
    hold({ on: ["rename"], path: /b\.md$/, times: 3 });
    await opened.documents.trash("posts/b.md");
    await opened.documents.untrash("posts/b.md");
    expect(await blog.read("posts/b.md")).toBe("一\n");
  });

  test("a build waits for a held page, a held index, and a page that it removes", async () => {
    const out = join(await folder(), "site");
    const build = (files: Record<string, string>): void => {
      const store = new OutputStore(out);
      store.open();
      const expected = new Map(Object.entries(files));
      const paths = { has: (path: string) => expected.has(path), paths: () => expected.keys() };
      store.begin(store.compare(paths), false);
      for (const [path, text] of Object.entries(files)) store.put(path, text, Buffer.from(text));
      store.close();
    };
    build({ "index.html": "1", "old.html": "1" });
    const failed = hold({ on: ["rename", "remove", "open"], path: /index|old|\.hitofude-write/, times: 4 });
    build({ "index.html": "2" });
    expect(failed()).toBe(4);
    letGo();
    expect(await readdir(out)).toEqual(["index.html"]);
    expect(await readFile(join(out, "index.html"), "utf8")).toBe("2");
  });

  test("a cache waits for a held file", async () => {
    const file = join(await folder(), "cache");
    const log = new RecordLog(file, "1");
    log.load();
    log.note("a", 1);
    hold({ on: ["rename", "open"], path: /cache/, times: 4 });
    log.flush(new Map([["a", 1]]));
    expect([...new RecordLog(file, "1").load().keys()]).toEqual(["a"]);
  });

  test("publishing to a folder waits, and never suggests asking the web host", async () => {
    const root = await folder();
    for (const name of ["a", "b"]) await writeFile(join(root, name), name);
    const files = new LocalFiles();
    hold({ on: ["rename", "remove", "open"], path: /\/[abc]$/, times: 4 });
    await files.replace(join(root, "a"), join(root, "c"));
    await files.remove(join(root, "b"));
    expect(await readdir(root)).toEqual(["c"]);
    hold({ on: ["rename", "remove", "open"], path: /\/[abc]$/ });
    for (const work of [
      () => files.replace(join(root, "c"), join(root, "a")),
      () => files.remove(join(root, "c")),
      () => files.open(join(root, "c"), "overwrite"),
    ]) {
      await expect(work()).rejects.toMatchObject({ code: "file.inUse" });
    }
  });

  test("storing the states for undo waits", async () => {
    const root = await folder();
    const page = join(root, "page.html");
    await writeFile(page, "1");
    const history = new PublishedHistory(join(root, "published"), () => false);
    const sha256 = "6b86b273ff34fce19d6b804eff5a3f5747ada4eaa22f1d49c01e52ddb7875b4b";
    const file = { path: "index.html", location: page, size: 1, sha256, group: "page" as const, modified: 0 };
    const draft = {
      format: 1 as const,
      target: "web",
      url: "https://a.example/",
      backTo: null,
      posts: {},
      titles: {},
      files: { "index.html": { sha256, size: 1, group: "page" as const } },
    };
    const ended = (generation: number) => ({
      manifest: { generation, at: `2026-01-0${generation}T00:00:00Z` },
      before: null,
      touched: { new: [], changed: [], removed: [] },
      kept: [],
    });
    hold({ on: ["rename", "remove", "copy", "open"], path: /published/, times: 4 });
    await history.prepare(draft, [file]);
    hold({ on: ["rename", "remove", "copy", "open"], path: /published/, times: 4 });
    await history.record(draft, ended(1));
    letGo();
    expect((await history.load("web", 1)).files).toHaveLength(1);
    // If a folder cannot be listed, the numbers must not begin again, which would overwrite the first state
    hold({ on: ["read"], path: /target-web$/ });
    await expect(history.record(draft, ended(2))).rejects.toThrow();
    letGo();
    expect((await history.newest("web"))?.number).toBe(1);
  });
});
