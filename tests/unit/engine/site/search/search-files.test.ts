import { afterAll, beforeAll, expect, test } from "vitest";
import { readableText } from "#tests/support/blogs/readable-text.ts";
import { differences, filesUnder } from "../incremental/compare-sites.ts";
import { dayPath, fillWithDays, smallSettings } from "../incremental/small-blog.ts";
import { TrialBlog } from "../incremental/trial-blog.ts";

/** One blog that changes from test to test; each test checks the effect of its own change. */
const blog = new TrialBlog(smallSettings);
const timeout = 120_000;

beforeAll(async () => {
  blog.now = Date.parse("2026-01-01T12:00:00+09:00");
  fillWithDays(blog, 300);
  await blog.build();
}, timeout);

afterAll(() => blog.delete());

function searchFiles(): Map<string, string> {
  const files = [...filesUnder(blog.outDir)].filter(([path]) => path.startsWith("search"));
  return new Map(files.map(([path, bytes]) => [path, readableText(bytes)]));
}

/** Returns the search files whose bytes change, or that are added or removed. */
async function changedBy(change: () => void): Promise<string[]> {
  const before = searchFiles();
  change();
  await blog.build();
  const after = searchFiles();
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path)).sort();
}

function edit(path: string, change: (body: string) => string, front: Record<string, unknown> = {}): void {
  const post = blog.texts.get(path);
  if (!post) throw new Error(`no ${path}`);
  blog.putPost(path, { front: { ...post.front, ...front }, body: change(post.body) });
}

test("a sentence changes its text file, and a shard for each new word", async () => {
  const changed = await changedBy(() => edit(dayPath(100), (body) => `${body}\n\n茶碗蒸し。`));
  const texts = changed.filter((path) => path.includes("/text/"));
  expect(texts).toEqual(["search/posts/text/2024-04-12-0.js"]);
  // The new words are 茶碗, 碗蒸, 蒸し and three ideographs. Each is in one of the year's eight shards
  expect(changed.length - texts.length).toBeGreaterThan(1);
  expect(changed.length - texts.length).toBeLessThanOrEqual(6);
  expect(changed.every((path) => path.startsWith("search/posts/"))).toBe(true);
});

test("an edit without new words changes only its text file", async () => {
  const changed = await changedBy(() => edit(dayPath(100), (body) => `${body}\n\n100日目の初版です。`));
  expect(changed).toEqual(["search/posts/text/2024-04-12-0.js"]);
});

test("a title changes its text file, and one file of the year's titles", async () => {
  const changed = await changedBy(() => edit(dayPath(200), (body) => body, { title: "湯豆腐" }));
  expect(changed).toEqual(["search/posts/2024-titles.js", expect.stringContaining("/text/2024-07-")]);
});

test("a new post changes the files of its year, its week, and the contents", async () => {
  const front = { title: "新年", date: "2025-12-31 09:00" };
  const changed = await changedBy(() => blog.putPost(dayPath(900), { front, body: "除夜の鐘。" }));
  expect(changed.filter((path) => path.includes("2024"))).toEqual([]);
  expect(changed).toContain("search/contents.js");
  expect(changed).toContain("search/posts/text/2025-12-0.js");
  expect(changed.length).toBeLessThan(14);
});

test("a deleted post changes the files of its year, and of its week", async () => {
  const changed = await changedBy(() => blog.removePost(dayPath(50)));
  expect(changed.filter((path) => path.includes("/text/"))).toHaveLength(1);
  expect(changed.every((path) => path.includes("/2024-"))).toBe(true);
  expect(changed.length).toBeLessThanOrEqual(6);
});

test("in a new run an edit changes as few files", async () => {
  blog.restart();
  const changed = await changedBy(() => edit(dayPath(120), (body) => `${body}\n\n茶碗蒸し。`));
  expect(changed.filter((path) => path.includes("/text/"))).toEqual(["search/posts/text/2024-04-34-0.js"]);
  expect(changed.length).toBeGreaterThan(1);
  expect(changed.length).toBeLessThanOrEqual(7);
});

test("the files after an edit equal those of a build from nothing", async () => {
  for (const day of [1, 150, 299]) {
    edit(dayPath(day), (body) => `${body}\n\n夕立${day}`);
    await blog.build();
    blog.restart();
  }
  blog.removePost(dayPath(20));
  await blog.build();
  edit(dayPath(21), (body) => body.replace("初版", "改版"));
  await blog.build();
  await blog.buildClean();
  expect(differences(blog.outDir, blog.cleanDir)).toEqual([]);
});
test("drafts and scheduled posts are in no file of the search before they are due", async () => {
  blog.putPost("posts/hitokoto/draft.md", {
    front: { title: "秘密の下書き", date: "2024-03-01", status: "draft" },
    body: "極秘。",
  });
  blog.putPost("posts/hitokoto/later.md", {
    front: { title: "明日の予定", date: "2026-01-02 09:00" },
    body: "極秘。",
  });
  await blog.build();
  const all = (): string => [...searchFiles().values()].join("\n");
  expect(all()).toContain("100日目");
  expect(all()).not.toMatch(/秘密の下書き|明日の予定|極秘/);
  blog.now = Date.parse("2026-01-02T12:00:00+09:00");
  await blog.build();
  expect(all()).toContain("明日の予定");
  expect(all()).not.toContain("秘密の下書き");
});

test("`search: false` omits page, link, form and index, and removes existing ones", async () => {
  expect(searchFiles().size).toBeGreaterThan(40);
  blog.changeSettings({ search: false });
  await blog.build();
  expect([...searchFiles().keys()]).toEqual([]);
  for (const [path, bytes] of filesUnder(blog.outDir)) {
    if (path.endsWith(".html")) expect([path, bytes.includes("search.html")]).toEqual([path, false]);
  }
});

test("an author's page in the search's folder is reported, not silently lost", async () => {
  blog.changeSettings({ search: true });
  blog.putPost("pages/search/old.md", { front: { title: "前の検索" }, body: "。" });
  const { problems } = await blog.build();
  expect(problems.filter(({ severity }) => severity === "error")).toMatchObject([
    { code: "address.collision", file: "pages/search/old.md" },
  ]);
});
