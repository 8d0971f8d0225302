import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test, vi } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { PostState } from "#contract/types/blog-types.ts";
import type { Clock } from "#engine/app/due-timer.ts";
import { LiveRecords } from "#engine/app/publish/live-records.ts";
import { blogFolder, openBlog, openFiles, post, settings, statePath, type TestBlog } from "./open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

function states(): Record<string, PostState> {
  return Object.fromEntries(blog.service.overview.list().map(({ path, state }) => [path, state]));
}

/** Waits until a condition is true, for which there is no event. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await wait(10);
}

test("a new blog is a copy of the sample with an id of its own", async () => {
  blog = await openBlog(await blogFolder());
  expect(blog.service.overview.summary()).toMatchObject({
    folder: blog.folder,
    title: "ひとこと日記",
    defaultTarget: "practice",
    targets: [{ name: "practice", kind: "practice", url: "" }],
    problems: [],
  });
  expect(await blog.service.builder.check()).toEqual([]);
  const other = await openBlog(await blogFolder());
  expect(other.service.blog.id).not.toBe(blog.service.blog.id);
  await other.close();
});

test("a folder that is not a blog is refused, and an existing folder is never filled with samples", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const again = await blog.reopen();
  expect([...again.service.blog.posts.keys()]).toEqual(["posts/hibi/a.md"]);
  await again.service.close();
  await rm(blog.folder, { recursive: true });
  await blog.write("note.txt", "x");
  await expect(openBlog(blog.folder)).rejects.toMatchObject({ code: "blog.notABlog" });
});

test("posts are draft, scheduled, ready, published or changed", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "文"),
    "posts/hibi/later.md": post("いつか", "文").replace("2024", "2124"),
    "posts/hibi/draft.md": post("下書き", "文", 10).replace("ready", "draft"),
    "posts/hibi/undated.md": "---\ntitle: 日付なし\nstatus: draft\n---\n文\n",
    "pages/about.md": "---\ntitle: 紹介\nstatus: ready\n---\n文\n",
  });
  const rest = {
    "posts/hibi/later.md": "scheduled",
    "posts/hibi/draft.md": "draft",
    "posts/hibi/undated.md": "draft",
  };
  expect(states()).toEqual({ ...rest, "posts/hibi/a.md": "ready", "pages/about.md": "ready" });
  await blog.publish();
  expect(states()).toEqual({ ...rest, "posts/hibi/a.md": "published", "pages/about.md": "published" });
  const { frontMatter, hash } = await blog.service.posts.open("posts/hibi/a.md");
  const saved = await blog.service.posts.save({
    path: "posts/hibi/a.md",
    frontMatter,
    body: "\n直した文\n",
    baseHash: hash,
    force: false,
  });
  expect(saved.state).toBe("changed");
  blog = await blog.reopen();
  expect(states()).toMatchObject({ "posts/hibi/a.md": "changed", "pages/about.md": "published" });
});

test("unpublished changes are counted: new, changed, removed, and settings, theme or media alone", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("一", "文"), "posts/hibi/b.md": post("二", "文", 10) });
  const pending = () => blog.service.overview.pending();
  const reopened = async (path: string, text: string) => {
    await blog.write(path, text);
    blog = await blog.reopen();
    return pending().count;
  };
  expect(pending()).toMatchObject({ target: "practice", count: 2, first: true });
  await blog.publish();
  expect(pending()).toEqual({ target: "practice", count: 0, posts: [], shared: [], first: false });
  blog = await blog.reopen();
  expect(pending().count).toBe(0);

  expect(await reopened("blog.yaml", settings.replace("雨音", "雨の音"))).toBe(1);
  await blog.publish();
  expect(pending().count).toBe(0);
  expect(await reopened("theme/templates/partials/site-footer.liquid", "<p>foot</p>")).toBe(1);
  await blog.publish();
  expect(await reopened("media/note.txt", "x")).toBe(1);
  await blog.publish();
  const more = "  copy:\n    kind: folder\n    directory: /nowhere\n    url: https://example.jp/\n";
  expect(await reopened("blog.yaml", settings.replace("雨音", "雨の音") + more)).toBe(0);

  await blog.write("posts/hibi/c.md", post("三", "文", 11));
  await blog.write(
    "posts/hibi/a.md",
    (await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8")).concat("追記\n"),
  );
  await rm(join(blog.folder, "posts/hibi/b.md"));
  expect(await reopened("media/other.txt", "x")).toBe(3);
  expect(pending().posts).toEqual([
    { path: "posts/hibi/a.md", change: "changed" },
    { path: "posts/hibi/c.md", change: "new" },
    { path: "posts/hibi/b.md", change: "removed" },
  ]);
});

test("records of older versions lack settings, and no change of settings is counted", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  await blog.publish();
  const file = statePath(blog.folder, "live", "practice.json");
  const { fingerprint, ...record } = JSON.parse(await readFile(file, "utf8"));
  expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);
  await writeFile(file, JSON.stringify(record));
  blog = await blog.reopen();
  expect(blog.service.overview.pending()).toMatchObject({ count: 0, first: false });
});

test("edits appear in the list and among the unpublished changes", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const { posts } = blog.service;
  const last = () => [blog.listed().map(({ path }) => path), blog.eventsOf("site.pending").at(-1)?.count];
  const created = await posts.create({ kind: "page", title: "about" });
  expect(last()).toEqual([["pages/about.md", "posts/hibi/a.md"], 1]);
  const ready = created.frontMatter.replace("draft", "ready");
  await posts.save({
    path: created.path,
    frontMatter: ready,
    body: "文\n",
    baseHash: created.hash,
    force: false,
  });
  expect(last()).toEqual([["pages/about.md", "posts/hibi/a.md"], 2]);
  await posts.rename("pages/about.md", "pages/me.md");
  expect(last()).toEqual([["pages/me.md", "posts/hibi/a.md"], 2]);
  await posts.trash("pages/me.md");
  expect(last()).toEqual([["posts/hibi/a.md"], 1]);
  await posts.untrash("pages/me.md");
  expect(last()).toEqual([["pages/me.md", "posts/hibi/a.md"], 2]);
});

test("a save sends the window only what differs: no row, and the waiting changes once", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const { posts } = blog.service;
  blog.listed();
  const save = async (body: string): Promise<void> => {
    const { path, frontMatter, hash } = await posts.open("posts/hibi/a.md");
    await posts.save({ path, frontMatter, body, baseHash: hash, force: false });
  };
  const text = `${"はじめの文。".repeat(40)}\n`;
  await save(text);
  const [rows, waiting] = [blog.eventsOf("posts.changed").length, blog.eventsOf("site.pending").length];
  await save(`${text}\n終わりの文。\n`);
  expect(blog.eventsOf("posts.changed").slice(rows)).toEqual([{ changed: [], order: null }]);
  expect(blog.eventsOf("site.pending")).toHaveLength(waiting);
});

test("the window gets the waiting changes again after the settings, with which it knows the target", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") }, { watch: true });
  await blog.service.blog.watching();
  for (const title of ["雪見", "月見"]) {
    const before = blog.events.length;
    const since = (): readonly string[] => blog.events.slice(before).map(([name]) => name);
    await blog.write("blog.yaml", settings.replace("雨音", title));
    await until(() => since().includes("preview.stale"));
    expect(since()).toContain("blog.changed");
    expect(since().slice(since().indexOf("blog.changed"))).toContain("site.pending");
  }
});

test("changes by other programs are reported", async () => {
  blog = await openFiles(
    { "posts/hibi/a.md": post("雨", "文"), "posts/hibi/b.md": post("雪", "文", 10) },
    { watch: true },
  );
  await blog.service.blog.watching();
  await blog.write("posts/hibi/a.md", post("雨", "別の文"));
  await rm(join(blog.folder, "posts/hibi/b.md"));
  await until(
    () => blog.eventsOf("post.changedOnDisk").length > 0 && blog.eventsOf("post.removedOnDisk").length > 0,
  );
  expect(blog.eventsOf("post.changedOnDisk")[0]).toMatchObject({
    path: "posts/hibi/a.md",
    body: "\n別の文\n",
  });
  expect(blog.eventsOf("post.removedOnDisk")).toEqual([{ path: "posts/hibi/b.md" }]);
  await until(() => blog.listed().length === 1);
  expect(blog.eventsOf("preview.stale").length).toBeGreaterThan(0);
  await blog.write("blog.yaml", settings.replace("雨音", "雪見"));
  await until(() => blog.eventsOf("blog.changed").some(({ title }) => title === "雪見"));
});

test("changes are reported in their order, also after one that could not be reported", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") }, { watch: true });
  await blog.service.blog.watching();
  let fail = (_error: Error): void => undefined;
  const held = new Promise<void>((_resolve, reject) => {
    fail = reject;
  });
  const load = vi.spyOn(LiveRecords.prototype, "load").mockReturnValueOnce(held);
  await blog.write("blog.yaml", settings.replace("雨音", "雪見"));
  await until(() => load.mock.calls.length > 0);
  const { bodyHash } = blog.service.blog.posts.get("posts/hibi/a.md") ?? {};
  await blog.write("posts/hibi/a.md", post("雨", "別の文"));
  await until(() => blog.service.blog.posts.get("posts/hibi/a.md")?.bodyHash !== bodyHash);
  expect(blog.eventsOf("post.changedOnDisk")).toEqual([]);
  fail(new Error("no such disk"));
  await until(() => blog.eventsOf("post.changedOnDisk").length > 0);
});

test("a file that another program renames is reported as moved, and its versions follow", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") }, { watch: true });
  await blog.service.blog.watching();
  const { frontMatter, hash } = await blog.service.posts.open("posts/hibi/a.md");
  const saved = {
    path: "posts/hibi/a.md",
    frontMatter,
    body: "\n書き直した文\n",
    baseHash: hash,
    force: false,
  };
  await blog.service.posts.save(saved);
  const versions = await blog.service.blog.history.list("posts/hibi/a.md");
  await rename(join(blog.folder, "posts/hibi/a.md"), join(blog.folder, "posts/hibi/b.md"));
  await until(() => blog.eventsOf("post.movedOnDisk").length > 0);
  expect(blog.eventsOf("post.movedOnDisk")).toMatchObject([
    { from: "posts/hibi/a.md", file: { path: "posts/hibi/b.md", body: "\n書き直した文\n" } },
  ]);
  expect(await blog.service.blog.history.list("posts/hibi/b.md")).toEqual(versions);
  expect(versions.length).toBeGreaterThan(0);
});

test("after a restart the practice site is served when it is first requested", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const { siteUrl } = await blog.publish();
  expect(blog.eventsOf("blog.changed").at(-1)?.targets).toEqual([
    { name: "practice", kind: "practice", url: siteUrl, isViewable: true },
  ]);
  await blog.service.close();
  blog = await openBlog(blog.folder, { watch: true });
  const target = () => blog.service.overview.summary().targets[0];
  expect(target()).toMatchObject({ url: "", isViewable: true });
  await expect(fetch(siteUrl)).rejects.toThrow();
  expect(await blog.service.siteAddress(new Cancellation())).toBe(siteUrl);
  expect(target()).toMatchObject({ url: siteUrl });
  expect((await fetch(siteUrl)).status).toBe(200);
});

test("a scheduled post becomes due while the program runs", async () => {
  const time = Date.parse("2124-05-06T09:00:00+09:00");
  let now = time - 5_000;
  let call: () => void = () => undefined;
  const clock: Clock = {
    now: () => now,
    after: (_milliseconds, next) => {
      call = next;
      return () => undefined;
    },
  };
  blog = await openFiles(
    { "posts/hibi/later.md": post("いつか", "文").replace("2024", "2124") },
    { watch: true, clock },
  );
  await blog.service.blog.watching();
  const before = blog.events.length;
  call();
  expect(blog.events).toHaveLength(before);
  now = time;
  call();
  expect(blog.events.slice(before).map(([name]) => name)).toEqual([
    "posts.changed",
    "site.pending",
    "preview.stale",
  ]);
});

test("text that a crash left in the journal is recovered, unless the file contains it", async () => {
  blog = await openFiles({ "posts/hibi/a.md": post("雨", "文") });
  const { journal } = blog.service;
  const { frontMatter, body } = await blog.service.posts.open("posts/hibi/a.md");
  const entry = { path: "posts/hibi/a.md", frontMatter, at: 1 };
  await journal.write({ ...entry, id: "posts/hibi/a.md", body });
  expect(await blog.service.recoverJournal()).toEqual([]);
  const lost = { ...entry, id: "posts/hibi/a.md", body: "\n書きかけ\n" };
  const unborn = { id: "new:1", path: null, frontMatter: "", body: "まだファイルがない", at: 2 };
  const gone = { ...entry, id: "posts/hibi/gone.md", path: "posts/hibi/gone.md", body: "消えた", at: 3 };
  for (const one of [lost, unborn, gone]) await journal.write(one);
  blog = await blog.reopen();
  expect(await blog.service.recoverJournal()).toEqual([
    { ...gone, current: null },
    { ...unborn, current: null },
    { ...lost, current: { frontMatter, body } },
  ]);
});

test("problems of drafts and scheduled posts are reported before they are published", async () => {
  const broken = "[ない](gone.md)";
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", broken),
    "posts/hibi/b.md": post("雪", broken, 10).replace("status: ready", "status: draft"),
    "posts/hibi/c.md": post("風", broken, 11).replace("2024-05-06", "2099-12-31"),
  });
  const found = (await blog.service.builder.check()).filter(({ code }) => code === "link.dead");
  expect(found.map(({ file, line, draft }) => [file, line, draft])).toEqual([
    ["posts/hibi/a.md", 7, undefined],
    ["posts/hibi/b.md", 7, true],
    ["posts/hibi/c.md", 7, undefined],
  ]);
  // Problems of these kinds do not block publishing.
  await expect(blog.publish()).resolves.toMatchObject({ target: "practice" });
});

test("links of a draft to a missing page or heading are reported, too", async () => {
  const links = "[前](20240506-0900.html) [無](20990506-0900.html) [場](a.md#none)";
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "本文"),
    "posts/hibi/b.md": post("雪", links, 10).replace("status: ready", "status: draft"),
  });
  const found = (await blog.service.builder.check()).filter(({ code }) => code.startsWith("link."));
  expect(found.map(({ code, draft, values }) => [code, draft, values.target])).toEqual([
    ["link.dead", true, "20990506-0900.html"],
    ["link.noAnchor", true, "a.md"],
  ]);
});

test("images outside media are missing; a video needs no description as an image does", async () => {
  const body =
    '![a](photo.png) ![b](/images/b.png) ![c](https://example.org/c.png)\n\n<video src="m.mp4"></video>';
  blog = await openFiles({ "posts/hibi/a.md": post("雨", body) });
  const found = (await blog.service.builder.check()).map(({ code, values }) => [code, values.target]);
  expect(found).toEqual([
    ["image.missing", "photo.png"],
    ["image.missing", "/images/b.png"],
    ["image.missing", "m.mp4"],
  ]);
});

test("a muted kind of warning is not listed, an error always is", async () => {
  const undated = "---\ntitle: 雪\nstatus: ready\n---\n文\n";
  blog = await openFiles({
    "posts/hibi/a.md": post("雨", "![](photo.png)"),
    "posts/hibi/b.md": undated,
  });
  await blog.service.settings.mute("image.noAlt");
  await blog.service.settings.mute("date.missing");
  const codes = async (): Promise<string[]> => (await blog.service.builder.check()).map(({ code }) => code);
  expect(await codes()).toEqual(["image.missing", "date.missing"]);
  expect(await readFile(join(blog.folder, "blog.yaml"), "utf8")).toBe(
    `${settings}checks:\n  muted:\n    - image.noAlt\n    - date.missing\n`,
  );
  blog = await blog.reopen();
  expect(await codes()).toEqual(["image.missing", "date.missing"]);
});

test("problems come with file and line", async () => {
  blog = await openFiles({
    "blog.yaml": `${settings}langage: ja\n`,
    "posts/hibi/a.md": post("雨", "一行目\n\n[ない](gone.md) ![](../../media/none.png)"),
    "posts/hibi/b.md": "---\ntitle: [雪\nstatus: ready\n---\n文\n",
    "posts/hibi/c.md": "---\ntitle: 風\ndate: 2024-13-45\nstatus: ready\n---\n文\n",
  });
  const found = (await blog.service.builder.check()).map(({ code, file, line, severity }) => [
    code,
    file,
    line,
    severity,
  ]);
  expect(found).toEqual([
    ["blog.settingsInvalid", "blog.yaml", 11, "error"],
    ["link.dead", "posts/hibi/a.md", 9, "warning"],
    ["image.missing", "posts/hibi/a.md", 9, "warning"],
    ["image.noAlt", "posts/hibi/a.md", 9, "warning"],
    ["post.frontMatterSyntax", "posts/hibi/b.md", expect.any(Number), "error"],
    ["date.unreadable", "posts/hibi/c.md", 3, "error"],
  ]);
});
