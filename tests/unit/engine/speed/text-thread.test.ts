import { PostFileCache } from "#engine/speed/post-cache.ts";
import { TextThreads } from "#engine/speed/text-thread/text-threads.ts";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type BuildResult, createSiteRenderer } from "#engine/site/output/build-site.ts";
import { libraryOfSnapshot } from "#engine/site/media/media-library.ts";
import { manyTexts } from "#engine/site/articles/texts-ahead.ts";
import type { TextJob } from "#engine/speed/text-thread/text-job.ts";
import { ThreadTexts } from "#engine/speed/text-thread/thread-texts.ts";
import { differences } from "../site/incremental/compare-sites.ts";
import { tinyPng } from "../site/site-fixture.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-thread-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const count = manyTexts + 20;

/** Creates a blog in which every text contains links: to other posts, aliases, images, and missing files. */
function putBlog(): void {
  put("blog.yaml", "title: 試し\nurl: https://example.com/\nsections: { notes: { path: notes } }\n");
  put("media/a.png", tinyPng);
  for (let number = 1; number <= count; number += 1) put(pathOf(number), postOf(number));
  put("pages/about.md", "---\ntitle: 案内\n---\n\n[最初](/old/1.html)と[章](../posts/notes/1.md#章-1)。\n");
}

function put(path: string, content: string | Uint8Array): void {
  const location = join(folder, "blog", path);
  mkdirSync(dirname(location), { recursive: true });
  writeFileSync(location, content);
}

function pathOf(number: number): string {
  return `posts/notes/${number}.md`;
}

function postOf(number: number): string {
  const front = `title: 題 ${number}\ndate: 2022-05-06T00:${String(number % 60).padStart(2, "0")}:${String(number % 59).padStart(2, "0")}+09:00`;
  return `---
${front}
permalink: notes/${number}.html
aliases: [/old/${number}.html]
tags: [甲]
---

# 章 ${number}

[前](${number - 1}.md#章-${number - 1})、[古い所](/old/${number + 1}.html)、[無い](../none.md)、<https://example.org/>。
**「強調」**と{漢字|かんじ}、注[^1]。

![絵](/media/a.png)
${number % 7 === 0 ? "\n![無い絵](/media/none.png)\n" : ""}
\`\`\`js
const answer = ${number};
\`\`\`

[^1]: 注${number}。
`;
}

interface Built {
  readonly result: BuildResult;
  readonly renderedHere: number;
}

/** Builds without caches into a folder with this name. */
async function build(
  name: string,
  textThread: boolean,
  before: () => void = () => undefined,
): Promise<Built> {
  rmSync(join(folder, "blog/.hitofude"), { recursive: true, force: true });
  const blog = await openBlogFolder(join(folder, "blog"), {
    watch: false,
    postCache: (key) => new PostFileCache(join(folder, "blog"), join(folder, "blog/.hitofude/cache"), key),
  });
  const themesFolder = join(import.meta.dirname, "../../../../resources/themes");
  const renderer = createSiteRenderer({
    blogFolder: blog.folder,
    cacheFolder: join(blog.folder, ".hitofude", "cache"),
    blogId: "b",
    themesFolder,
    textRenderer: textThread ? (options) => new TextThreads(options) : undefined,
  });
  const { settings, posts } = blog;
  const render = vi.spyOn(renderer.factory.pipelineFor(settings).markdown, "render");
  before();
  const now = Date.parse("2024-06-01T00:00:00Z");
  const outDir = join(folder, name);
  const result = await renderer.build({ settings, posts, baseUrl: settings.url, now, outDir });
  // Texts of the site itself, such as the footer, are always rendered on this thread
  return { result, renderedHere: render.mock.calls.filter(([body]) => body.includes("章")).length };
}

/** Returns the records of the rendered texts, without the stamp of the build, which is random. */
function articlesKnown(): string[] {
  const lines = readFileSync(join(folder, "blog/.hitofude/cache/articles"), "utf8").split("\n");
  const [stamps = [], others = []] = [true, false].map((isStamp) =>
    lines.filter((line) => line.includes("\\u0000stamp") === isStamp),
  );
  expect(stamps).toHaveLength(1);
  return others;
}

test("a thread renders every text of a large blog, and the site is the same byte for byte", async () => {
  putBlog();
  const here = await build("here", false);
  const known = articlesKnown();
  const there = await build("there", true);
  expect(here.renderedHere).toBe(count + 1);
  expect(there.renderedHere).toBe(0);
  expect(there.result.rendered).toBe(here.result.rendered);
  expect(differences(join(folder, "there"), join(folder, "here"))).toEqual([]);
  const pathsOf = ({ result }: Built): string[] => result.files.map(({ path }) => path);
  expect(pathsOf(there)).toEqual(pathsOf(here));
  expect(there.result.problems).toEqual(here.result.problems);
  expect(here.result.problems.map(({ code }) => code)).toContain("link.dead");
  expect(articlesKnown()).toEqual(known);
});

test("plain texts are sent only if the site has a search, which is then the same", async () => {
  putBlog();
  put("blog.yaml", "title: 試し\nurl: https://example.com/\nsearch: true\nsections: { notes: {} }\n");
  await build("here", false);
  const { renderedHere } = await build("there", true);
  expect(renderedHere).toBe(0);
  expect(differences(join(folder, "there"), join(folder, "here"))).toEqual([]);
});

test("a text that vanishes before the thread reads it is an error of the build, as without a thread", async () => {
  putBlog();
  const vanish = (): void => rmSync(join(folder, "blog", pathOf(100)));
  await expect(build("there", true, vanish)).rejects.toMatchObject({ code: "file.notFound" });
});

test("few texts are rendered without a thread", async () => {
  for (const number of [1, 2, 3]) put(pathOf(number), postOf(number));
  const { renderedHere, result } = await build("there", true);
  expect(renderedHere).toBe(result.rendered);
});

/** Returns a job with one text that a thread never renders. */
function jobFor(path: string): Omit<TextJob, "kind" | "wanted" | "port"> {
  const media = libraryOfSnapshot({ files: new Map(), copies: new Map() }).snapshot();
  return {
    options: {},
    texts: [{ path, location: "", bodyLine: 0, language: null }],
    pages: [],
    aliases: [],
    media,
    withWords: false,
  };
}

test("a build does not wait for a thread that died", async () => {
  const dying = new ThreadTexts(new Worker("throw new Error('on purpose')", { eval: true }), jobFor("a.md"));
  await dying.ready("a.md");
  expect(dying.isReady("a.md")).toBe(true);
  expect(dying.take("a.md")).toBeUndefined();
  dying.close();
});

test("a build does not wait for a thread that was closed", async () => {
  const idle = new Worker("require('node:worker_threads').parentPort.on('message', () => {})", {
    eval: true,
  });
  const ahead = new ThreadTexts(idle, jobFor("a.md"));
  expect(ahead.isReady("a.md")).toBe(false);
  const waiting = ahead.ready("a.md");
  ahead.close();
  await waiting;
  expect(ahead.isReady("a.md")).toBe(true);
});
