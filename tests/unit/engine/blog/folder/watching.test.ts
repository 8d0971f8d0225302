import { bodyOf } from "#engine/blog/posts/post-body.ts";
import { unlinkSync, writeFileSync } from "node:fs";
import { mkdir, rename, rm, stat, unlink, utimes, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { expect, onTestFinished, test, vi } from "vitest";
import { type BlogChange, type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { asWindows } from "../../systems/as-windows.ts";
import { temporaryBlog } from "../temporary-blog.ts";

const textAt = (blog: BlogFolder, path: string): string => bodyOf(blog.posts.get(path) ?? { body: "" });

const post = "posts/hitokoto/a.md";

/**
 * Collects the events of the blog.
 * `until` waits for a matching change; `none` checks that no further change is reported.
 */
function listen(blog: BlogFolder) {
  const changes: BlogChange[] = [];
  blog.onChange((change) => changes.push(change));
  return {
    changes,
    async until(fits: (change: BlogChange) => boolean): Promise<BlogChange> {
      for (;;) {
        const found = changes.find(fits);
        if (found) return found;
        await wait(10);
      }
    },
    /** The watcher reports a marker file after everything that was written before it. */
    async settled(marker: string): Promise<void> {
      await mkdir(join(blog.folder, "media"), { recursive: true });
      await writeFile(join(blog.folder, "media", marker), "x");
      await this.until((change) => change.changed.includes(`media/${marker}`));
    },
  };
}

async function open(folder: string): Promise<BlogFolder & AsyncDisposable> {
  const blog = await openBlogFolder(folder, { watch: true });
  return Object.assign(blog, { [Symbol.asyncDispose]: () => blog.close() });
}

test("a folder may be closed before everything in it is watched", async () => {
  await using disk = await temporaryBlog({ [post]: "one" });
  const blog = await openBlogFolder(disk.folder, { watch: true });
  const watching = blog.watching();
  await blog.close();
  await watching;
});

test("notices new, changed and removed posts, also in new folders", async () => {
  await using disk = await temporaryBlog({ [post]: "one" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const received = listen(blog);
  await disk.write(post, "two");
  await received.until(({ changed }) => changed.includes(post));
  expect(textAt(blog, post)).toBe("two");
  await disk.write("posts/new/deep/b.md", "b");
  await received.until(({ changed }) => changed.includes("posts/new/deep/b.md"));
  await unlink(join(disk.folder, post));
  await received.until(({ removed }) => removed.includes(post));
  expect([...blog.posts.keys()]).toEqual(["posts/new/deep/b.md"]);
  await rm(join(disk.folder, "posts"), { recursive: true });
  await received.until(({ removed }) => removed.includes("posts/new/deep/b.md"));
  expect(blog.posts.size).toBe(0);
});

test("a save by rename, and a delete followed by a create, are changes", async () => {
  await using disk = await temporaryBlog({ [post]: "one", "posts/hitokoto/b.md": "b" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const received = listen(blog);
  await disk.write("posts/hitokoto/.a.md.swp", "by rename");
  await rename(join(disk.folder, "posts/hitokoto/.a.md.swp"), join(disk.folder, post));
  // Without a pause, so that the watch never sees that the file is missing.
  unlinkSync(join(disk.folder, "posts/hitokoto/b.md"));
  writeFileSync(join(disk.folder, "posts/hitokoto/b.md"), "again");
  await received.until(() => received.changes.flatMap(({ changed }) => changed).length >= 2);
  await disk.write(post, "once more");
  await received.until(() => textAt(blog, post) === "once more");
  await received.settled("end");
  expect(received.changes.flatMap(({ removed }) => removed)).toEqual([]);
  expect(textAt(blog, "posts/hitokoto/b.md")).toBe("again");
});

test("a renamed file, also in another folder, is reported as moved and not as removed", async () => {
  await using disk = await temporaryBlog({ [post]: "one", "posts/hitokoto/b.md": "b" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const received = listen(blog);
  await mkdir(join(disk.folder, "posts/new"));
  await rename(join(disk.folder, post), join(disk.folder, "posts/new/c.md"));
  await unlink(join(disk.folder, "posts/hitokoto/b.md"));
  const { moved } = await received.until((change) => change.moved.length > 0);
  expect(moved).toEqual([{ from: post, to: "posts/new/c.md" }]);
  await received.until(({ removed }) => removed.includes("posts/hitokoto/b.md"));
  expect(received.changes.flatMap(({ changed }) => changed)).toContain("posts/new/c.md");
  expect(received.changes.flatMap((change) => change.moved)).toHaveLength(1);
});

test("neither a touched file with the same content nor the blog's own writes are changes", async () => {
  await using disk = await temporaryBlog({ [post]: "one", "posts/hitokoto/b.md": "b" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const received = listen(blog);
  await utimes(join(disk.folder, post), new Date(), new Date());
  await disk.write("posts/hitokoto/b.md", "b");
  const { hash } = await blog.documents.read(post);
  await blog.documents.save({ path: post, frontMatter: "", body: "mine", baseHash: hash, force: false });
  const made = await blog.documents.create({ kind: "post", body: "new" });
  await blog.documents.edit(made, { title: "題" });
  await blog.documents.rename(made, "posts/hitokoto/renamed.md");
  await blog.documents.trash("posts/hitokoto/renamed.md");
  await received.settled("end");
  await wait(300);
  // On a busy computer, the system reports a file of a new folder after the folder's listing has found it.
  const marker = { changed: ["media/end"], removed: [], moved: [], settings: false };
  expect(received.changes).toEqual(received.changes.map(() => marker));
});

test("changes while watching begins are not missed", async () => {
  await using disk = await temporaryBlog({ [post]: "one", "posts/hitokoto/b.md": "b" });
  await using blog = await open(disk.folder);
  const received = listen(blog);
  await Promise.all([
    disk.write(post, "early"),
    disk.write("posts/hitokoto/c.md", "c"),
    unlink(join(disk.folder, "posts/hitokoto/b.md")),
  ]);
  await blog.watching();
  await received.settled("end");
  expect([...blog.posts.values()].map(bodyOf).sort()).toEqual(["c", "early"]);
});

test("after catching up, recent changes are known before the watcher reports them", async () => {
  await using disk = await temporaryBlog({ [post]: "one", "posts/hitokoto/b.md": "b" });
  await using blog = await open(disk.folder);
  await blog.watching();
  await disk.write(post, "two");
  await disk.write("posts/hitokoto/c.md", "c");
  await unlink(join(disk.folder, "posts/hitokoto/b.md"));
  await disk.write("blog.yaml", "title: 新しい題\n");
  await blog.catchUp();
  expect([...blog.posts.values()].map(bodyOf).sort()).toEqual(["c", "two"]);
  expect(blog.settings.title).toBe("新しい題");
});

test("catching up reads each changed file once", async () => {
  await using disk = await temporaryBlog({ [post]: "one", "posts/hitokoto/b.md": "b" });
  await using blog = await open(disk.folder);
  await blog.watching();
  // A file that changed less than two seconds ago is read again, because its times are inexact.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  const reads: string[] = [];
  asWindows({
    platform: process.platform,
    before: (operation, path) => {
      if (operation === "read" && path.endsWith(".md")) reads.push(relative(disk.folder, path));
    },
  });
  const received = listen(blog);
  await disk.write(post, "two");
  await disk.write("posts/hitokoto/c.md", "c");
  await blog.catchUp();
  await received.settled("watcher");
  await blog.catchUp();
  expect(reads.filter((path) => !path.endsWith("b.md")).toSorted()).toEqual([post, "posts/hitokoto/c.md"]);

  const { atime, mtime } = await stat(join(disk.folder, post));
  await disk.write("posts/hitokoto/.new", "six");
  await utimes(join(disk.folder, "posts/hitokoto/.new"), atime, mtime);
  await rename(join(disk.folder, "posts/hitokoto/.new"), join(disk.folder, post));
  await blog.catchUp();
  expect(textAt(blog, post)).toBe("six");
});

test("catching up finds a change on a drive whose clock is behind", async () => {
  await using disk = await temporaryBlog({ [post]: "one" });
  // To this clock, all times of files are a minute late.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  await using blog = await open(disk.folder);
  await blog.watching();
  await disk.write(post, "two");
  await blog.catchUp();
  expect(textAt(blog, post)).toBe("two");
});

test("catching up with the same settings keeps them the same object", async () => {
  await using disk = await temporaryBlog({ [post]: "one", "blog.yaml": "title: 題\n" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const { settings } = blog;
  await disk.write("blog.yaml", "title: 題 # 注\n");
  await blog.catchUp();
  expect(blog.settings).toBe(settings);
});

test("changed settings are read, and posts too if the time zone changed", async () => {
  await using disk = await temporaryBlog({ [post]: "---\ndate: 2022-05-06\n---\n" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const received = listen(blog);
  const before = blog.posts.get(post)?.date?.time ?? 0;
  await disk.write("blog.yaml", "title: 新しい題\ntimeZone: UTC\n");
  await received.until(({ settings }) => settings);
  expect(blog.settings.title).toBe("新しい題");
  expect((blog.posts.get(post)?.date?.time ?? 0) - before).toBe(9 * 3_600_000);
  await disk.write("blog.yaml", "title: [\n");
  await received.until(() => blog.problems.length > 0);
  expect(blog.problems).toMatchObject([{ code: "blog.settingsSyntax" }]);
  expect(blog.settings).toMatchObject({ title: "新しい題", timeZone: "UTC" });
});

test("settings whose file disappears stay, with an error, until the file is back", async () => {
  await using disk = await temporaryBlog({ "blog.yaml": "title: 日記\ntimeZone: UTC\n", [post]: "one" });
  await using blog = await open(disk.folder);
  await blog.watching();
  await unlink(join(disk.folder, "blog.yaml"));
  await blog.catchUp();
  expect(blog.settings).toMatchObject({ title: "日記", timeZone: "UTC" });
  expect(blog.problems).toMatchObject([{ code: "file.notFound", severity: "error", file: "blog.yaml" }]);
  await blog.catchUp();
  expect(blog.settings.title).toBe("日記");
  await disk.write("blog.yaml", "title: 新しい題\n");
  await blog.catchUp();
  expect([blog.settings.title, blog.problems]).toEqual(["新しい題", []]);
});

test("changed media and theme files are reported, other files are not", async () => {
  await using disk = await temporaryBlog({ [post]: "one" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const received = listen(blog);
  await disk.write("theme/style.css", "p {}");
  await disk.write("media/2022/05/a.png", "png");
  await disk.write("notes.txt", "x");
  await disk.write(".git/config", "x");
  await disk.write("posts/hitokoto/data.json", "{}");
  await received.settled("end");
  // On a busy computer, the system reports a file of a new folder after the folder's listing has found it.
  const changed = new Set(received.changes.flatMap((change) => change.changed));
  expect([...changed].sort()).toEqual(["media/2022/05/a.png", "media/end", "theme/style.css"]);
  await unlink(join(disk.folder, "media/2022/05/a.png"));
  await received.until(({ removed }) => removed.includes("media/2022/05/a.png"));
});

test("nothing is reported after closing", async () => {
  await using disk = await temporaryBlog({ [post]: "one" });
  const blog = await openBlogFolder(disk.folder, { watch: true });
  const received = listen(blog);
  await blog.watching();
  await disk.write(post, "two");
  await blog.close();
  // On a busy computer, the watcher reports the first change before the folder is closed.
  const before = received.changes.length;
  await disk.write(post, "three");
  await wait(400);
  expect(received.changes).toHaveLength(before);
});

test("notices changed files of a theme in the blog folder", async () => {
  await using disk = await temporaryBlog({ "themes/mine/theme.yaml": "title: Mine\n" });
  await using blog = await open(disk.folder);
  await blog.watching();
  const received = listen(blog);
  await disk.write("themes/mine/style.css", "p { color: red }");
  await received.until(({ changed }) => changed.includes("themes/mine/style.css"));
  await unlink(join(disk.folder, "themes/mine/style.css"));
  await received.until(({ removed }) => removed.includes("themes/mine/style.css"));
});
