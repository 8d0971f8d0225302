import type { SeenFile } from "#engine/publish/plan/plan-types.ts";
import { expect, test } from "vitest";
import { Elsewhere } from "#engine/publish/plan/elsewhere.ts";
import type { Manifest } from "#engine/publish/state/manifest.ts";
import { pathsToLookAt, planPublish } from "#engine/publish/plan/plan.ts";
import { describePlan } from "#engine/publish/plan/plan-description.ts";
import type { OutputFile } from "#engine/site/output/site-output.ts";

function output(path: string, sha256: string): OutputFile {
  return { path, sha256, group: "page", size: 10, location: `/build/${path}` };
}

function manifestOf(files: Record<string, string>): Manifest {
  const live = Object.entries(files).map(([path, sha256]) => [path, { sha256, size: 10, mtime: 1000 }]);
  return {
    format: 1,
    blogId: "blog",
    generation: 4,
    program: "test",
    at: "2024-05-06T07:08:09.000Z",
    traits: { replace: "posix", keepsModes: true },
    posts: {},
    directories: [],
    files: Object.fromEntries(live),
    kept: {},
  };
}

const ours: SeenFile = { kind: "file", size: 10, mtime: 1000 };
const edited: SeenFile = { kind: "file", size: 11, mtime: 2000 };

test("new, changed, removed and unchanged files are distinguished", () => {
  const build = [output("new", "n"), output("changed", "c2"), output("same", "s")];
  const manifest = manifestOf({ changed: "c1", same: "s", gone: "g" });
  expect(pathsToLookAt(build, manifest).sort()).toEqual(["changed", "gone", "new"]);
  const remote = new Map([
    ["changed", ours],
    ["gone", ours],
  ]);
  const steps = planPublish(build, manifest, remote);
  expect(steps.puts.map(({ file, change, because }) => [file.path, change, because])).toEqual([
    ["new", "new", undefined],
    ["changed", "changed", undefined],
  ]);
  expect(steps.removals).toEqual([{ path: "gone", size: 10, mtime: 1000 }]);
  expect(steps.unchanged).toBe(1);
  expect(describePlan("live", steps, 3)).toMatchObject({
    questions: ["removals"],
    bytes: 20,
    unchanged: 1,
    first: false,
    sorts: [{ sort: "other", count: 3 }],
  });
});

test("a file changed by others is a conflict if it would be replaced, and stays if it would be removed", () => {
  const manifest = manifestOf({ changed: "c1", gone: "g", vanished: "v" });
  const remote = new Map([
    ["changed", edited],
    ["gone", edited],
  ]);
  const steps = planPublish([output("changed", "c2")], manifest, remote);
  expect(steps.puts).toMatchObject([{ because: "edited" }]);
  expect(steps.removals).toEqual([]);
  expect(steps.leftovers).toEqual([{ path: "gone", size: 11, mtime: 2000, because: "edited" }]);
  expect(steps.released).toEqual(["vanished"]);
  expect(describePlan("live", steps, 3)).toMatchObject({
    questions: ["conflicts"],
    files: [
      { path: "changed", change: "conflict", because: "edited" },
      { path: "gone", change: "leftover", because: "edited" },
    ],
  });
});

test("a foreign file at a path of ours is a conflict, an equal one is adopted, a directory blocks", () => {
  const build = [output("theirs", "t"), output("equal", "e"), output("folder", "f"), output("link", "l")];
  const remote = new Map<string, SeenFile>([
    ["theirs", edited],
    ["equal", { ...ours, sha256: "e" }],
    ["folder", { kind: "directory", size: 0, mtime: 1 }],
    ["link", { kind: "link", size: 10, mtime: 1000 }],
    ["other", edited],
  ]);
  const steps = planPublish(build, null, remote);
  expect(steps.puts.map(({ file, because }) => [file.path, because])).toEqual([
    ["theirs", "foreign"],
    ["folder", "foreign"],
    ["link", "foreign"],
  ]);
  expect(steps.adopted).toEqual([{ path: "equal", sha256: "e", size: 10, mtime: 1000, adopted: true }]);
  expect(steps.blocked).toEqual(["folder"]);
  expect(steps.foreign).toEqual([{ path: "other", size: 11 }]);
  expect(describePlan("live", steps, 0).questions).toEqual(["first", "conflicts"]);
});

test("the plan names the purpose of each file that is sent or deleted, and counts them", () => {
  const page = { ...output("20250401-0801.html", "p"), post: "posts/diary/001.md" };
  const build = [page, output("tags/index.html", "t"), output("rss.xml", "r"), output("same.html", "s")];
  const manifest = manifestOf({ "same.html": "s", "media/gone.png": "g" });
  const plan = describePlan("live", planPublish(build, manifest, new Map([["media/gone.png", ours]])), 2);
  expect(plan.files.map(({ path, change, sort }) => [path, change, sort])).toEqual([
    ["20250401-0801.html", "new", "post"],
    ["tags/index.html", "new", "list"],
    ["rss.xml", "new", "feed"],
    ["media/gone.png", "removed", "media"],
  ]);
  expect(plan.sorts).toEqual(["post", "list", "feed", "media"].map((sort) => ({ sort, count: 1 })));
});

test("a part of the site map is replaced by another part without a question", () => {
  const manifest = manifestOf({ "sitemap-2003.xml": "a", "sitemap.xml": "i", "2003.html": "p" });
  const remote = new Map(["sitemap-2003.xml", "sitemap.xml", "2003.html"].map((path) => [path, ours]));
  const build = [output("sitemap-1999.xml", "b"), output("sitemap.xml", "j"), output("2003.html", "p")];
  const questionsAbout = (files: OutputFile[]) =>
    describePlan("live", planPublish(files, manifest, remote), 3).questions;
  expect(questionsAbout(build)).toEqual([]);
  expect(questionsAbout(build.slice(0, 2))).toEqual(["removals"]);
});

test("deletes are shown, and cause a warning if they are many and a large part", () => {
  const names = Array.from({ length: 100 }, (_, number) => `p${number}`);
  const manifest = manifestOf(Object.fromEntries(names.map((name) => [name, name])));
  const keep = (count: number) => names.slice(0, count).map((name) => output(name, name));
  const questions = (kept: number): string[] => {
    const remote = new Map(names.slice(kept).map((name) => [name, ours]));
    return describePlan("live", planPublish(keep(kept), manifest, remote), 100).questions;
  };
  expect(questions(100)).toEqual([]);
  expect(questions(80)).toEqual(["removals"]);
  expect(questions(79)).toEqual(["deletes"]);
});

test.each([
  ["search/12-3.js", false],
  ["assets/style.1a2b3c4d.css", false],
  ["media/2022/05/a-1a2b3c4d.png", true],
  ["research/1.html", true],
])("removing files that others replace needs no question, removing other files does: %s", (path, asks) => {
  const manifest = manifestOf({ [path]: "x" });
  const first = planPublish([], manifest, new Map([[path, ours]]));
  expect([first.removals.length, first.retired]).toEqual(asks ? [1, []] : [0, [path]]);
  const retired = {
    ...manifest,
    files: { [path]: { sha256: "x", size: 10, mtime: 1000, retired: true as const } },
  };
  const steps = planPublish([], retired, new Map([[path, ours]]));
  expect([steps.removals.length, steps.retired]).toEqual([1, []]);
  expect(describePlan("live", steps, 1).questions).toEqual(asks ? ["removals"] : []);
});

test("removing shared parts needs no question, but other pages in their folder do", () => {
  const path = "parts/footer.html";
  const steps = planPublish([], manifestOf({ [path]: "x" }), new Map([[path, ours]]));
  const plan = describePlan("live", steps, 1, { isPart: (part) => part === path });
  expect(plan).toMatchObject({ questions: [], files: [{ path, sort: "part" }] });
  const redirect = describePlan("live", steps, 1);
  expect(redirect).toMatchObject({ questions: ["removals"], files: [{ path, sort: "list" }] });
  const post = describePlan("live", steps, 1, { isPostPage: (address) => address === path });
  expect(post).toMatchObject({ questions: ["removals"], files: [{ path, sort: "post" }] });
});

test("a file with texts for the search is removed at once, because its posts may be unpublished", () => {
  const path = "search/posts/text/2022-05-0.js";
  const steps = planPublish([], manifestOf({ [path]: "x" }), new Map([[path, ours]]));
  expect([steps.removals.length, steps.retired]).toEqual([1, []]);
  expect(describePlan("live", steps, 1).questions).toEqual([]);
});

test("removing the page of a shared draft and the page of its folder needs no question", () => {
  const paths = [`d/${"0a".repeat(16)}/index.html`, "d/index.html"];
  const questions = (gone: readonly string[]) => {
    const manifest = manifestOf(Object.fromEntries(gone.map((path) => [path, "x"])));
    return describePlan("live", planPublish([], manifest, new Map(gone.map((path) => [path, ours]))), 9)
      .questions;
  };
  expect(questions(paths)).toEqual([]);
  expect(questions([...paths, "d/other/index.html"])).toEqual(["removals"]);
});

test.each(["media/.htaccess", `d/${"0a".repeat(16)}/index.html`])(
  "a replaced smaller copy does not stay without rules if pictures are private: %s",
  (path) => {
    const copy = "media/2024/a.480w.1a2b3c4d.webp";
    const build = [output("media/2024/a.jpg", "a"), output(path, "r")];
    const steps = planPublish(build, manifestOf({ [copy]: "x" }), new Map([[copy, ours]]));
    expect([steps.removals.map((file) => file.path), steps.retired]).toEqual([[copy], []]);
    expect(describePlan("live", steps, 3).questions).toEqual([]);
  },
);

test("a smaller copy of an image stays for one more publish, but not if its image is removed", () => {
  const path = "media/2022/05/a.b.960w.1a2b3c4d.webp";
  const manifest = manifestOf({ [path]: "x", "media/2022/05/a.b.jpg": "y" });
  const remote = new Map([path, "media/2022/05/a.b.jpg"].map((each) => [each, ours] as const));
  const replaced = planPublish([output("media/2022/05/a.b.jpg", "y")], manifest, remote);
  expect([replaced.removals.length, replaced.retired]).toEqual([0, [path]]);
  const gone = planPublish([output("media/2022/05/a.jpg", "z")], manifest, remote);
  expect([gone.removals.map((file) => file.path).sort(), gone.retired]).toEqual([
    [path, "media/2022/05/a.b.jpg"].sort(),
    [],
  ]);
});

test("a retired file is not taken for another computer's, but stays if somebody has changed it", () => {
  const path = "assets/style.1a2b3c4d.css";
  const manifest = manifestOf({ [path]: "x" });
  const retired = {
    ...manifest,
    files: { [path]: { sha256: "x", size: 10, mtime: 1000, retired: true as const } },
  };
  const elsewhere = (live: Manifest): Elsewhere =>
    new Elsewhere(live, { posts: {}, files: {} }, { posts: {} });
  const plan = (live: Manifest, seen: SeenFile) =>
    planPublish([], live, new Map([[path, seen]]), { elsewhere: elsewhere(live) });
  expect(plan(manifest, ours).leftovers).toMatchObject([{ because: "elsewhere" }]);
  expect(plan(retired, ours).leftovers).toEqual([]);
  expect(plan(retired, edited)).toMatchObject({ removals: [], leftovers: [{ because: "edited" }] });
});

test("a folder is replaced by a file without a question, if all its content is ours and removed", () => {
  const build = [output("news", "n")];
  const manifest = (directories: string[]): Manifest => ({
    ...manifestOf({ "news/a.html": "a", "news/old/b.1a2b3c4d.webp": "b" }),
    directories,
  });
  const folder: SeenFile = { kind: "directory", size: 0, mtime: 5 };
  const remote = (more: Record<string, SeenFile> = {}) =>
    new Map(
      Object.entries({
        news: folder,
        "news/old": folder,
        "news/a.html": ours,
        "news/old/b.1a2b3c4d.webp": ours,
        ...more,
      }),
    );
  const turning = planPublish(build, manifest(["news", "news/old"]), remote());
  expect(turning.puts).toMatchObject([{ change: "new", seen: undefined }]);
  expect(turning.removals.map(({ path }) => path)).toEqual(["news/a.html", "news/old/b.1a2b3c4d.webp"]);
  expect([turning.blocked, turning.retired]).toEqual([[], []]);
  for (const steps of [
    planPublish(build, manifest(["news/old"]), remote()),
    planPublish(build, manifest(["news"]), remote()),
    planPublish(build, manifest(["news", "news/old"]), remote({ "news/old/note.txt": ours })),
    planPublish(build, manifest(["news", "news/old"]), remote({ "news/theirs": folder })),
  ]) {
    expect(steps.blocked).toEqual(["news"]);
  }
});
