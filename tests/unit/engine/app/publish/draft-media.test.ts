import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import { green, jpeg, quarters, red } from "../../site/media/images/test-images.ts";
import { openFiles, settings, statePath, type TestBlog } from "../open-service.ts";

let blog: TestBlog;
afterEach(() => blog.close());

const photo = await jpeg(quarters(1200, 800, [red, green, green, red]));
const draft = "---\ntitle: 下書き\ndate: 2024-05-06 09:00:00\nstatus: draft\n---\n\n";
const htdocs = (): string => statePath(blog.folder, "practice-site", "server", "htdocs");
const isLive = (path: string): boolean => existsSync(join(htdocs(), path));

/** Returns the names of all live pictures with this prefix, including copies. */
async function livePictures(start: string): Promise<string[]> {
  const names = await readdir(join(htdocs(), "media/2024/05")).catch(() => []);
  return names.filter((name) => name.startsWith(start)).sort();
}

test("media that only a draft or a scheduled post uses are published with it", async () => {
  const films = "![](/media/2024/05/film.mp4)\n\n![](/media/film.webm)\n";
  const posters = ["media/2024/05/film.jpg", "media/film.jpg"];
  const files = {
    "posts/hibi/a.md": `${draft}![山](/media/2024/05/mountain.jpg)\n\n[道](../../media/2024/05/%E9%81%93.pdf) ![](/media/2024/05/gone.jpg)\n\n${films}`,
    "posts/hibi/b.md":
      '---\ntitle: 先\ndate: 2999-01-01 09:00:00\nstatus: ready\ncover: media/2024/05/cover.png\n---\n\n<audio src="/media/2024/05/sound (1).mp3"></audio>\n',
    "media/2024/05/mountain.jpg": photo,
    "media/2024/05/gone.jpg": photo,
    "media/2024/05/film.mp4": "film",
    "media/2024/05/film.jpg": photo,
    "media/film.webm": "film",
    "media/film.jpg": photo,
    "media/2024/05/道.pdf": "%PDF-1.4",
    "media/2024/05/cover.png": photo,
    "media/2024/05/sound (1).mp3": "sound",
    "media/2024/05/linked-from-elsewhere.zip": "zip",
  };
  blog = await openFiles(files, { watch: true });
  await blog.publish();
  expect(await livePictures("")).toEqual(["linked-from-elsewhere.zip"]);
  expect(posters.filter(isLive)).toEqual([]);
  expect(blog.service.overview.pending().count).toBe(0);

  // Another file that only the draft uses, or a picture that is removed from it, is no change of the site
  await blog.write("media/2024/05/later.gif", "GIF89a");
  await blog.write(
    "posts/hibi/a.md",
    `${draft}![山](/media/2024/05/mountain.jpg) ![](/media/2024/05/later.gif) [道](/media/2024/05/道.pdf)\n\n${films}`,
  );
  await blog.service.blog.catchUp();
  expect(blog.service.overview.pending().count).toBe(0);
  expect(await blog.publish()).toMatchObject({ uploaded: 0, removed: 0 });

  await blog.service.posts.setStatus("posts/hibi/a.md", "ready");
  expect(blog.service.overview.pending()).toMatchObject({ count: 1, posts: [{ change: "new" }] });
  await blog.publish();
  expect(await livePictures("mountain")).toEqual([
    expect.stringMatching(/^mountain\.1200w\./),
    expect.stringMatching(/^mountain\.480w\./),
    expect.stringMatching(/^mountain\.960w\./),
    "mountain.jpg",
  ]);
  expect(isLive("media/2024/05/later.gif")).toBe(true);
  expect(posters.filter(isLive)).toEqual(posters);
  expect(isLive("media/2024/05/gone.jpg")).toBe(false);
  expect(isLive("media/2024/05/cover.png")).toBe(false);
  expect(blog.service.overview.pending().count).toBe(0);
});

test("media that a draft shares with anything public stay published", async () => {
  const shared = ["page.jpg", "settings.jpg", "theme.jpg", "sound.mp3", "post.jpg", "note.jpg", "note.pdf"];
  const note =
    "revisions: [{ date: 2024-05-07, note: '![](/media/2024/05/note.jpg) [紙](/media/2024/05/note.pdf)' }]";
  blog = await openFiles({
    "blog.yaml": `${settings}header: "![](/media/2024/05/settings.jpg)"\n`,
    "theme/assets/style.css": "body { background: url(/media/2024/05/theme.jpg) }",
    "posts/hibi/a.md": `${draft}${shared.map((name) => `[x](/media/2024/05/${name})`).join("\n")}\n![](/media/own/post.jpg)\n`,
    "media/own/post.jpg": photo,
    "posts/hibi/b.md": `---\ndate: 2024-05-06 10:00:00\nstatus: ready\ncover: ../../media/2024/05/post.jpg\n${note}\n---\n\n[音](../../media/2024/05/sound.mp3)\n`,
    "pages/about.md": "---\ntitle: 紹介\nstatus: ready\n---\n![](../media/2024/05/page.jpg)\n",
    ...Object.fromEntries(
      shared.map((name) => [`media/2024/05/${name}`, name.endsWith("jpg") ? photo : "sound"]),
    ),
  });
  await blog.publish();
  expect(shared.filter((name) => !isLive(`media/2024/05/${name}`))).toEqual([]);
  // Another picture with the same name is still only the draft's.
  expect(isLive("media/own/post.jpg")).toBe(false);
});

test("unpublishing a post or moving it to the trash removes its pictures, and its text in the search", async () => {
  const shown = (name: string) =>
    `---\ntitle: ${name}\ndate: 2024-05-06 09:00:00\nstatus: ready\npermalink: ${name}.html\nguid: ${name}\n---\n\n![](/media/2024/05/${name}.jpg)\n`;
  blog = await openFiles({
    "posts/hibi/a.md": shown("a"),
    "posts/hibi/b.md": shown("b"),
    "posts/hibi/c.md": shown("c").replace("ready", "draft"),
    "media/2024/05/a.jpg": photo,
    "media/2024/05/b.jpg": photo,
    "media/2024/05/c.jpg": photo,
  });
  const first = await blog.publish();
  expect(first.posts?.new).toMatchObject({ count: 2 });
  expect(await livePictures("a")).toHaveLength(4);
  const searchText = "search/posts/text/2024-05-0.js";
  expect(isLive(searchText)).toBe(true);
  const { posts, overview } = blog.service;
  const before = await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8");
  expect(await posts.setStatus("posts/hibi/a.md", "draft")).toMatchObject({
    state: "draft",
    stillOnline: true,
  });
  expect(await readFile(join(blog.folder, "posts/hibi/a.md"), "utf8")).toBe(before.replace("ready", "draft"));
  expect(overview.list().find(({ path }) => path === "posts/hibi/a.md")).toMatchObject({
    state: "draft",
    stillOnline: true,
  });
  await posts.trash("posts/hibi/b.md");
  await posts.trash("posts/hibi/c.md");
  const { service } = blog;
  const publishing = service.publishing.run({
    review: false,
    signal: new AbortController().signal,
    ask: async () => ({ accept: true, answers: [], remember: false }),
  });
  expect((await publishing).posts?.removed).toEqual({
    count: 2,
    first: { path: "posts/hibi/a.md", title: "a" },
  });
  expect([await livePictures("a"), await livePictures("b"), await livePictures("c")]).toEqual([[], [], []]);
  expect(isLive(searchText)).toBe(false);
  expect(overview.list().find(({ path }) => path === "posts/hibi/a.md")?.stillOnline).toBeUndefined();
});

test("a draft that becomes ready gets a date and an address if it has none", async () => {
  blog = await openFiles({
    "posts/hibi/a.md": "---\ntitle: 一\ndate: 2024-05-06 09:00:00\nstatus: ready\n---\n本文\n",
    "posts/hibi/b.md":
      "---\r\ntitle: 二 # 覚え書き\r\ndate: 2024-05-06 09:00:00\r\ndraft: true\r\n---\r\n本文\r\n",
    "posts/hibi/c.md": "---\ntitle: 三\nstatus: draft\n---\n本文\n",
  });
  await blog.service.posts.setStatus("posts/hibi/b.md", "ready");
  await blog.service.posts.setStatus("posts/hibi/c.md", "ready");
  const b = await readFile(join(blog.folder, "posts/hibi/b.md"), "utf8");
  expect(b).toContain("title: 二 # 覚え書き\r\n");
  expect(b).toContain("draft: false\r\npermalink: 20240506-0900-2.html\r\n");
  expect(await readFile(join(blog.folder, "posts/hibi/c.md"), "utf8")).toMatch(/\ndate: \d{4}-/);
  const { posts } = await blog.publish();
  expect(posts).toMatchObject({
    new: { count: 3, first: { title: "三" } },
    changed: { count: 0, first: null },
  });
});

test("the preview of an unpublished post shows its pictures, although their smaller copies are removed", async () => {
  const path = "posts/hibi/a.md";
  blog = await openFiles({
    [path]: `${draft.replace("draft", "ready")}![山](/media/2024/05/mountain.jpg)\n`,
    "media/2024/05/mountain.jpg": photo,
  });
  const { preview, posts } = blog.service;
  /** Returns the status of each picture that the preview's page requests. */
  const shown = async (): Promise<number[]> => {
    const { frontMatter, body } = await posts.open(path);
    const { blocks } = preview.render({ path, version: 1, frontMatter, body });
    const html = blocks.map((block) => block.html).join("");
    const names = new Set([...html.matchAll(/[^"\s,]*media\/2024\/05\/[^"\s,]+/g)].map(([name]) => name));
    expect(names.size).toBeGreaterThan(0);
    const asked = [...names].map((name) => preview.respond(name.replace(/^(?:\.\.\/|\/)+/, ""), path));
    return Promise.all(asked.map((answer) => answer.then(({ status }) => status).catch(() => 503)));
  };
  await blog.publish();
  expect(new Set(await shown())).toEqual(new Set([200]));
  await posts.setStatus(path, "draft");
  expect(new Set(await shown())).toEqual(new Set([200]));
  const ask = async () => ({ accept: true, answers: [], remember: false });
  await blog.service.publishing.run({ review: false, ask, signal: new Cancellation() });
  expect(blog.eventsOf("preview.stale").length).toBeGreaterThan(0);
  expect(new Set(await shown())).toEqual(new Set([200]));
});
