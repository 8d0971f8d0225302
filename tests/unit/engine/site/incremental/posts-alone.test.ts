import { afterEach, beforeEach, expect, test } from "vitest";
import { OutputFolder } from "#engine/site/output/output-folder.ts";
import { compareWithClean } from "./compare-sites.ts";
import { dayPath, fillWithDays, smallSettings } from "./small-blog.ts";
import { TrialBlog } from "./trial-blog.ts";

/** A blog for edits that move no other post. A build then checks only the files that show the edited post. */
let blog: TrialBlog;

beforeEach(async () => {
  blog = new TrialBlog({ ...smallSettings, front: { posts: 3, recentUpdates: 2 }, feeds: { items: 4 } });
  fillWithDays(blog, 24);
  change(dayPath(4), { relations: [{ kind: "reply", to: dayPath(9) }], aliases: ["/old/4.html"] });
  for (const number of [5, 11, 14]) change(dayPath(number), { series: "夏の便り" });
  await blog.build();
  expect(await compareWithClean(blog)).toEqual([]);
});
afterEach(() => blog.delete());

function change(path: string, front: Readonly<Record<string, unknown>>, more = ""): void {
  const post = blog.texts.get(path);
  if (!post) throw new Error(`no ${path}`);
  blog.putPost(path, { front: { ...post.front, ...front }, body: post.body + more });
}

test("a changed title is on every page that mentions the post, for each post", async () => {
  for (let number = 1; number <= 24; number += 1) {
    change(dayPath(number), { title: `改めた題 ${number}` });
    expect(await compareWithClean(blog), `post ${number}`).toEqual([]);
  }
});

test("a changed summary, cover or revision, and a text changed with the title, are on every such page", async () => {
  change(dayPath(9), { summary: "まとめ" });
  expect(await compareWithClean(blog)).toEqual([]);
  change(dayPath(9), { revisions: [{ date: "2024-05-20", note: "直した" }], source: "旧ブログ" });
  expect(await compareWithClean(blog)).toEqual([]);
  change(dayPath(10), { title: "二つとも" }, "\n\n書き足した。\n");
  expect(await compareWithClean(blog)).toEqual([]);
});

test("edits that cancel each other out leave every file unchanged", async () => {
  const title = String(blog.texts.get(dayPath(10))?.front.title);
  change(dayPath(10), { title: "一度だけ" });
  expect((await blog.build()).written).toBeGreaterThan(0);
  change(dayPath(10), { title });
  await blog.build();
  expect(await compareWithClean(blog)).toEqual([]);
  expect((await blog.build()).written).toBe(0);
});

test("a changed title is found after a restart, and after a build that failed half-way", async () => {
  change(dayPath(10), { title: "途中" });
  const stop = new AbortController();
  stop.abort();
  await expect(blog.build(stop.signal)).rejects.toMatchObject({ code: "call.cancelled" });
  blog.restart();
  expect(await compareWithClean(blog)).toEqual([]);
});

test("posts that are retagged, moved to another day, deleted and new are right on every page", async () => {
  blog.changeSettings({ theme: "fude" });
  for (const number of [3, 8, 12]) change(dayPath(number), { date: `2023-01-${number + 1} 09:00` });
  await blog.build();
  const steps: readonly (() => void)[] = [
    () => change(dayPath(13), { tags: ["机", "茶"] }),
    () => change(dayPath(16), { tags: [] }),
    () => change(dayPath(3), { date: "2023-01-20 09:00" }),
    () => change(dayPath(9), { permalink: "elsewhere.html" }),
    () => blog.removePost(dayPath(11)),
    () => blog.removePost(dayPath(20)),
    () =>
      blog.putPost(dayPath(25), { front: { title: "新しい", date: "2024-01-30", tags: ["茶"] }, body: "" }),
    () => change(dayPath(17), { unlisted: true }),
  ];
  for (const [at, step] of steps.entries()) {
    step();
    expect(await compareWithClean(blog), `step ${at}`).toEqual([]);
  }
});

test("an unlisted post names the posts of its day in other years", async () => {
  blog.changeSettings({ theme: "fude" });
  change(dayPath(13), { unlisted: true });
  await blog.build();
  const steps: readonly (() => void)[] = [
    () => change(dayPath(3), { date: "2023-01-13 09:00" }),
    () => change(dayPath(3), { permalink: "elsewhere.html" }),
    () => blog.removePost(dayPath(3)),
  ];
  for (const [at, step] of steps.entries()) {
    step();
    expect(await compareWithClean(blog), `step ${at}`).toEqual([]);
  }
});

test("a tag has the remaining spelling on every page after the last post with another one is retagged", async () => {
  change(dayPath(13), { tags: ["Tea", "机"] });
  change(dayPath(18), { tags: ["tea"] });
  await blog.build();
  change(dayPath(13), { tags: ["机"] });
  expect(await compareWithClean(blog)).toEqual([]);
});

test("links in a note on a revision follow the posts and lists to which they lead", async () => {
  const note = `[別の記事](/${dayPath(9)})、[札](tag:茶)、[連載](site:series)`;
  change(dayPath(3), { revisions: [{ date: "2024-05-20", note }] });
  await blog.build();
  const steps: readonly (() => void)[] = [
    () => change(dayPath(9), { permalink: "elsewhere.html" }),
    () => {
      for (const number of [5, 11, 14]) change(dayPath(number), { series: undefined });
    },
    () => blog.removePost(dayPath(9)),
    () => blog.restart(),
  ];
  for (const [at, step] of steps.entries()) {
    step();
    expect(await compareWithClean(blog), `step ${at}`).toEqual([]);
  }
});

test("a post that moves to the address of another post is reported", async () => {
  change(dayPath(7), { permalink: "elsewhere.html" });
  expect(await compareWithClean(blog)).toEqual([]);
  change(dayPath(8), { permalink: "elsewhere.html" });
  expect((await blog.build()).problems.map(({ code }) => code)).toContain("address.collision");
  expect(await compareWithClean(blog)).toEqual([]);
});

test("a new post at a taken or a forbidden address is reported", async () => {
  change(dayPath(7), { permalink: "elsewhere.html" });
  for (const permalink of ["ELSEWHERE.html", "tags/index.html", "elsewhere.html/part.html"]) {
    expect(await compareWithClean(blog)).toEqual([]);
    blog.putPost("posts/new.md", { front: { title: "新", date: "2022-01-01", permalink }, body: "。" });
    const codes = (await blog.build()).problems.map(({ code }) => code);
    expect(codes, permalink).toContain("address.collision");
    expect(await compareWithClean(blog)).toEqual([]);
    blog.removePost("posts/new.md");
  }
});

test("links to lists are right when a second section begins and ends", async () => {
  blog.put("theme/templates/front.liquid", "<a href='{{ front.older.url }}'>");
  for (const path of ["", "talk"]) {
    const sections = { hitokoto: { title: "ひとこと", path } };
    blog.changeSettings({ theme: "koyomi", parts: { include: "ssi" }, sections });
    await blog.build();
    const front = { title: "よそ", date: "2020-01-30", tags: ["茶"] };
    blog.putPost("posts/elsewhere/1.md", { front, body: "" });
    expect(await compareWithClean(blog), `begins, ${path}`).toEqual([]);
    blog.removePost("posts/elsewhere/1.md");
    expect(await compareWithClean(blog), `ends, ${path}`).toEqual([]);
  }
});

test("links to the newest post are right when a page of the author takes their address", async () => {
  blog.changeSettings({ parts: { include: "ssi" } });
  await blog.build();
  const path = "sections/hitokoto/latest.html";
  blog.putPost("pages/latest.md", { front: { title: "最新", permalink: path }, body: "" });
  expect(await compareWithClean(blog)).toEqual([]);
});

test("a changed title is in a menu that links to the post without words of its own", async () => {
  for (const entry of [{ url: dayPath(2) }, { label: "名作", items: [{ url: dayPath(2) }] }]) {
    blog.changeSettings({ menu: [entry] });
    await blog.build();
    change(dayPath(2), { title: `改めた題 ${JSON.stringify(entry).length}` });
    expect(await compareWithClean(blog)).toEqual([]);
  }
});

const edits: Record<string, () => void> = {
  "title of the newest post": () => change(dayPath(24), { title: "改めた題" }),
  "title of a page in the menu": () => change("pages/about.md", { title: "案内 改" }),
  "date of an update": () => change(dayPath(3), { updated: "2024-05-20 10:00" }),
  "deletion of the newest post": () => blog.removePost(dayPath(24)),
};
for (const [name, edit] of Object.entries(edits)) {
  test(`a value that all pages show is right everywhere without parts: ${name}`, async () => {
    blog.changeSettings({ theme: "fude", parts: { include: "none" } });
    await blog.build();
    edit();
    expect((await compareWithClean(blog)).slice(0, 3)).toEqual([]);
  });

  test(`a value that all pages show is right everywhere after a small build or a restart: ${name}`, async () => {
    blog.changeSettings({ theme: "fude", parts: { include: "none" } });
    await blog.build();
    blog.restart();
    await blog.build();
    edit();
    expect((await compareWithClean(blog)).slice(0, 3)).toEqual([]);
    change(dayPath(4), { tags: [] });
    await blog.build();
    change(dayPath(23), { title: "また改めた題", updated: "2024-05-21 10:00" });
    expect((await compareWithClean(blog)).slice(0, 3)).toEqual([]);
  });
}

test("a change of a post makes no search file of other years again", async () => {
  for (const year of [2020, 2021]) {
    const front = { title: `年${year}`, date: `${year}-01-01`, tags: ["古"] };
    blog.putPost(`posts/hitokoto/y${year}.md`, { front, body: "昔の話" });
  }
  await blog.build();
  change(dayPath(3), { tags: [] });
  await blog.build();
  const looked: string[] = [];
  const { make } = OutputFolder.prototype;
  OutputFolder.prototype.make = function (file) {
    looked.push(file.path);
    make.call(this, file);
  };
  try {
    change(dayPath(4), { tags: [] }, "書き足した。");
    await blog.build();
  } finally {
    OutputFolder.prototype.make = make;
  }
  expect(looked.filter((path) => path.includes("2024")).length).toBeGreaterThan(0);
  expect(looked.filter((path) => /search.*20(?:20|21)/.test(path))).toEqual([]);
});
