import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { PublishedHistory } from "#engine/publish/history/published-history.ts";
import { appendStates, type StateDraft } from "#engine/publish/history/state-record.ts";
import type { Manifest } from "#engine/publish/state/manifest.ts";
import { buildSite, type SiteFiles } from "#tests/support/publish/built-site.ts";

let folder = "";
const url = "https://example.jp/";
const noLimits = { bytes: 1e9, max: 20, min: 2, sparedMs: 0 };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-history-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const inside = (...names: string[]): string => join(folder, ...names);

function open(limits = noLimits): PublishedHistory {
  return new PublishedHistory(
    inside("published"),
    (location) => location.startsWith(inside("build")),
    limits,
  );
}

async function draftOf(
  site: SiteFiles,
): Promise<{ draft: StateDraft; files: Awaited<ReturnType<typeof buildSite>>["files"] }> {
  const { files, posts } = await buildSite(inside("build"), site);
  const entries = files.map(({ path, sha256, size, group, post }) => [
    path,
    { sha256, size, group, ...(post === undefined ? {} : { post }) },
  ]);
  const titles = Object.keys(posts).map((path) => [path, `題 ${path}`]);
  const draft: StateDraft = {
    format: 1,
    target: "live",
    url,
    backTo: null,
    posts,
    titles: Object.fromEntries(titles),
    files: Object.fromEntries(entries),
  };
  return { draft, files };
}

/** Stores a site as after a successful publish. */
async function publish(history: PublishedHistory, site: SiteFiles, generation: number): Promise<void> {
  const { draft, files } = await draftOf(site);
  await history.prepare(draft, files);
  await history.record(draft, {
    manifest: { generation, at: `at ${generation}` },
    before: null,
    touched: { new: Object.keys(site), changed: [], removed: [] },
    kept: [],
  });
}

/** Returns the manifest of a live site, of the second publish. */
function manifestOf({ files, posts }: StateDraft): Manifest {
  return {
    format: 1,
    blogId: "blog",
    generation: 2,
    program: "test",
    at: "at 2",
    traits: { replace: "posix", keepsModes: true },
    posts,
    directories: [],
    files: Object.fromEntries(Object.entries(files).map(([path, file]) => [path, { ...file, mtime: 1 }])),
    kept: {},
  };
}

async function contents(): Promise<string[]> {
  const names = await readdir(inside("published", "contents"), { recursive: true });
  return names.map((name) => name.split("/")[1] ?? "").filter((name) => name !== "");
}

test("a published state is restored byte for byte, even after later builds", async () => {
  const history = open();
  await publish(history, { "a.html": "一", "index.html": "list 1" }, 1);
  await publish(history, { "a.html": "一", "b.html": "二", "index.html": "list 2" }, 2);
  await rm(inside("build"), { recursive: true });
  const { state, files } = await open().load("live", 1);
  expect(state.posts).toHaveProperty("posts/a.md");
  const texts = await Promise.all(
    files.map(async ({ path, location }) => [path, await readFile(location, "utf8")]),
  );
  expect(Object.fromEntries(texts)).toEqual({ "a.html": "一", "index.html": "list 1" });
  expect(files.find(({ path }) => path === "a.html")).toMatchObject({ group: "page", post: "posts/a.md" });
});

test("the list has time, changes, and whether an undo is possible, with titles of posts first", async () => {
  const history = open();
  await publish(history, { "feed.xml": "1", "a.html": "一" }, 1);
  await publish(history, { "feed.xml": "2", "a.html": "一" }, 2);
  const [newest, oldest, ...others] = await history.list("live", url, "at 2");
  expect(others).toEqual([]);
  expect(newest).toMatchObject({ number: 2, at: "at 2", isLive: true, isComplete: true, files: 2 });
  expect(oldest).toMatchObject({ number: 1, isLive: false, isComplete: true, backTo: null });
  expect(oldest?.changes.new).toEqual({
    count: 2,
    names: [
      { path: "a.html", title: "題 posts/a.md" },
      { path: "feed.xml", title: null },
    ],
  });
  expect(await history.list("live", "https://elsewhere.example/", undefined)).toEqual([]);
  expect(await history.list("staging", url, undefined)).toEqual([]);
});

test("states share equal contents; the oldest beyond the limits are removed with their contents", async () => {
  const history = open({ ...noLimits, max: 3 });
  for (let number = 1; number <= 5; number += 1) {
    await publish(history, { "same.html": "always", "index.html": `list ${number}` }, number);
  }
  expect((await history.list("live", url, undefined)).map(({ number }) => number)).toEqual([5, 4, 3]);
  expect(await contents()).toHaveLength(4);
  await expect(history.load("live", 2)).rejects.toMatchObject({ code: "undo.gone", values: { number: 2 } });
});

test("older states that take too much space are removed, except the previous one", async () => {
  const history = open({ ...noLimits, bytes: 2500 });
  for (let number = 1; number <= 4; number += 1) {
    await publish(history, { "media/a.png": `${number}`.repeat(1000) }, number);
  }
  expect((await history.list("live", url, undefined)).map(({ number }) => number)).toEqual([4, 3, 2]);
  await publish(history, { "media/a.png": "5".repeat(9000) }, 5);
  await publish(history, { "media/a.png": "6" }, 6);
  expect((await history.list("live", url, undefined)).map(({ number }) => number)).toEqual([6, 5]);
});

test("recent contents are kept, because another process may need them", async () => {
  const history = open({ ...noLimits, max: 1, min: 1, sparedMs: 3_600_000 });
  await publish(history, { "index.html": "1" }, 1);
  await publish(history, { "index.html": "2" }, 2);
  expect(await contents()).toHaveLength(2);
});

test("built files are linked, media are copied, so editing a file changes no older state", async () => {
  const history = open();
  const { draft, files } = await draftOf({ "index.html": "list", "media/a.png": "image" });
  const own = inside("media", "a.png");
  await mkdir(dirname(own), { recursive: true });
  const moved = files.map((file) => (file.path === "media/a.png" ? { ...file, location: own } : file));
  await writeFile(own, "image");
  await history.prepare(draft, moved);
  await history.record(draft, {
    manifest: { generation: 1, at: "at 1" },
    before: null,
    touched: { new: [], changed: [], removed: [] },
    kept: [],
  });
  await writeFile(own, "drawn over");
  const { files: kept } = await history.load("live", 1);
  const locationOf = (path: string): string => kept.find((file) => file.path === path)?.location ?? "";
  expect(await readFile(locationOf("media/a.png"), "utf8")).toBe("image");
  const built = files.find(({ path }) => path === "index.html")?.location ?? "";
  expect((await stat(locationOf("index.html"))).ino).toBe((await stat(built)).ino);
});

test("a file that changed during its publish is not stored under its earlier hash", async () => {
  const history = open();
  const { draft, files } = await draftOf({ "media/a.png": "image" });
  const own = inside("own.png");
  await writeFile(own, "other");
  const moved = files.map((file) => ({ ...file, location: own }));
  await expect(history.prepare(draft, moved)).rejects.toMatchObject({ code: "publish.sourceChanged" });
  expect(await contents()).toEqual([]);
});

test("a lost or damaged file is reported, never published", async () => {
  const history = open();
  await publish(history, { "a.html": "一" }, 1);
  await publish(history, { "a.html": "二" }, 2);
  const { files } = await history.load("live", 1);
  await rm(files[0]?.location ?? "");
  expect((await history.list("live", url, undefined)).map(({ isComplete }) => isComplete)).toEqual([
    true,
    false,
  ]);
  await expect(history.load("live", 1)).rejects.toMatchObject({ code: "undo.gone" });
  await writeFile(inside("published", "states", "target-live", "2.json.gz"), "damaged");
  expect((await history.list("live", url, undefined)).map(({ number }) => number)).toEqual([1]);
});

test("an interrupted publish is recorded by the next one, if it went live", async () => {
  const history = open();
  await publish(history, { "a.html": "1" }, 1);
  const cut = await draftOf({ "a.html": "2" });
  await history.prepare(cut.draft, cut.files);
  const next = await draftOf({ "a.html": "3" });
  await history.prepare(next.draft, next.files);
  const before = manifestOf(cut.draft);
  // The file belongs to an earlier state, and the next publish will remove it.
  before.files["style.1a2b3c4d.css"] = { sha256: "s", size: 1, mtime: 1, retired: true };
  const touched = { new: [], changed: ["a.html"], removed: [] };
  await history.record(next.draft, { manifest: { generation: 3, at: "at 3" }, before, touched, kept: [] });
  expect((await history.list("live", url, undefined)).map(({ at }) => at)).toEqual(["at 3", "at 2", "at 1"]);
  const [, finished] = await history.list("live", url, undefined);
  expect(finished?.changes).toMatchObject({
    new: { count: 0 },
    changed: { count: 1 },
    removed: { count: 0 },
  });
  expect(finished?.posts?.changed.names).toEqual([{ path: "posts/a.md", title: "題 posts/a.md" }]);
});

test("the list names new, changed and deleted posts, and a renamed file with the same page is none", async () => {
  const history = open();
  const [old, next] = [await draftOf({ "a.html": "1", "b.html": "1", "c.html": "1" }), await draftOf({})];
  const { "posts/a.md": a, "posts/b.md": b } = old.draft.posts;
  if (!a || !b) throw new Error("no posts");
  const posts = { "posts/new.md": { address: "n.html", hash: "n" }, "posts/moved.md": a };
  const titles = { "posts/new.md": "新", "posts/moved.md": "移", "posts/b.md": "乙" };
  const after = { ...next.draft, posts: { ...posts, "posts/b.md": { ...b, hash: "2" } }, titles };
  const none = { new: [], changed: [], removed: [] };
  const ended = { manifest: { generation: 1, at: "at 1" }, before: null, touched: none, kept: [] };
  await history.prepare(old.draft, old.files);
  await history.record(old.draft, ended);
  await history.prepare(after, []);
  const before = manifestOf(old.draft);
  await history.record(after, { ...ended, manifest: { generation: 2, at: "at 2" }, before });
  const [newest, first] = await history.list("live", url, undefined);
  const named = (path: string, title: string) => ({ count: 1, names: [{ path: `posts/${path}.md`, title }] });
  expect(newest?.posts).toEqual({
    new: named("new", "新"),
    changed: named("b", "乙"),
    removed: named("c", "題 posts/c.md"),
  });
  expect(first?.posts?.new.count).toBe(3);
});

test("a link in place of a built file is not stored", async () => {
  const history = open();
  const { draft, files } = await draftOf({ "index.html": "list" });
  const [file] = files;
  if (!file) throw new Error("no file");
  await link(file.location, inside("elsewhere.html"));
  await rm(file.location);
  await symlink(inside("elsewhere.html"), file.location);
  await history.prepare(draft, files);
  const [name] = await contents();
  const kept = await stat(inside("published", "contents", name?.slice(0, 2) ?? "", name ?? ""));
  expect(kept.ino).not.toBe((await stat(inside("elsewhere.html"))).ino);
});

test.each(["1.json.gz", "draft.json.gz"])(
  "a renamed target without records gets %s, which cannot be read",
  async (name) => {
    const folder = (target: string): string => inside(`published/states/target-${target}`);
    await mkdir(folder("live"), { recursive: true });
    await writeFile(join(folder("live"), name), "of a newer version");
    await appendStates(folder("live"), folder("new"));
    expect(await readFile(join(folder("new"), name), "utf8")).toBe("of a newer version");
  },
);

test("the records of a renamed target keep what cannot be read, and the draft of an unfinished publish", async () => {
  const history = open();
  await publish(history, { "index.html": "一" }, 1);
  await writeFile(inside("published/states/target-live/2.json.gz"), "of a newer version");
  const { draft, files } = await draftOf({ "index.html": "二" });
  await history.prepare(draft, files);
  await mkdir(inside("published/states/target-new"));
  await writeFile(inside("published/states/target-new/1.json.gz"), "damaged");
  await appendStates(inside("published/states/target-live"), inside("published/states/target-new"));
  expect(await readdir(inside("published/states"))).toEqual(["target-new"]);
  expect(await readFile(inside("published/states/target-new/3.json.gz"), "utf8")).toBe("of a newer version");
  expect(await history.list("new", url, undefined)).toMatchObject([{ number: 2, at: "at 1" }]);
  expect(await history.begun("new")).toEqual([{ ...draft, target: "new" }]);
});
