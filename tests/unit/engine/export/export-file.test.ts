import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Cancellation } from "#contract/rpc/cancellation.ts";
import type { ExportRequest, ExportResult } from "#contract/types/export-types.ts";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { exportFile, type ExportRun } from "#engine/export/export-file.ts";
import { writeZip } from "#engine/export/zip-file.ts";
import { readZip } from "#tests/support/read-zip.ts";
import { tinyPng } from "../site/site-fixture.ts";

const themesFolder = join(import.meta.dirname, "../../../../resources/themes");
let folder: string;
let blog: string;
const out = (): string => join(folder, "out");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-export-"));
  blog = join(folder, "blog");
  write("blog.yaml", "title: 雨音\nurl: https://example.com/\nauthor: { name: 文 }\n");
  write("media/a.png", tinyPng);
  write("media/unused.png", tinyPng);
  post(
    "old",
    "2023-05-06",
    "![図](../../media/a.png) 12月 [次へ](new.md#節) [外](draft.md) ![無](../../media/b.png)",
  );
  post("new", "2024-05-06", "## 節\n\n｜漢字《かんじ》[戻る](old.md)");
  post("draft", "2024-06-06", "まだ", "draft: true\n");
  post("later", "2999-06-06", "これから");
  write("pages/about.md", "---\ntitle: 私\n---\n\nページ\n");
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(blog, path)), { recursive: true });
  writeFileSync(join(blog, path), content);
}

function post(name: string, date: string, body: string, more = ""): void {
  write(`posts/posts/${name}.md`, `---\ntitle: ${name} & co\ndate: ${date}\n${more}---\n\n${body}\n`);
}

async function run(request: Partial<ExportRequest>, how?: ExportRun): Promise<ExportResult> {
  const opened = await openBlogFolder(blog, { watch: false });
  const { settings, posts } = opened;
  const site = { blogFolder: blog, blogId: "b", cacheFolder: join(folder, "cache"), themesFolder };
  const source = { settings, posts, site, now: Date.parse("2026-01-01") };
  const whole = { as: "epub", scope: { kind: "blog" }, vertical: false, drafts: false } as const;
  return exportFile(source, { ...whole, ...request }, out(), how).finally(() => opened.close());
}

function text(path: string): string {
  return readZip(out()).get(path)?.toString() ?? "";
}

test("an EPUB has the public posts from old to new, then pages, with links between them", async () => {
  const result = await run({});
  expect(result).toMatchObject({
    count: 3,
    leftOut: [{ path: "posts/posts/old.md", target: "media/b.png" }],
  });
  expect([...readZip(out()).keys()][0]).toBe("mimetype");
  expect(readFileSync(out()).toString("latin1", 30, 58)).toBe("mimetypeapplication/epub+zip");
  expect(text("EPUB/chapter-1.xhtml")).toContain('<img src="images/1.png"');
  expect(readZip(out()).get("EPUB/images/1.png")).toEqual(Buffer.from(tinyPng));
  expect(text("EPUB/chapter-1.xhtml")).toContain('href="chapter-2.xhtml#_7bc0"');
  expect(text("EPUB/chapter-1.xhtml")).toContain("<h1>old &amp; co</h1>");
  expect(text("EPUB/chapter-2.xhtml")).toContain('<h2 id="_7bc0">節</h2>');
  expect(text("EPUB/chapter-2.xhtml")).toContain("<ruby>漢字<rp>(</rp><rt>かんじ</rt>");
  expect(text("EPUB/chapter-3.xhtml")).toContain("ページ");
  expect(text("EPUB/nav.xhtml")).toMatch(/目次.*2023.*old.*2024.*new.*私/s);
  const metadata = text("EPUB/package.opf");
  expect(metadata).toContain("<dc:title>雨音</dc:title>");
  expect(metadata).toContain("<dc:creator>文</dc:creator>");
  expect(metadata).toContain("2024-05-05T15:00:00Z");
  expect(metadata).not.toContain("page-progression-direction");
});

test("a vertical EPUB runs from right to left, with short numbers upright", async () => {
  await run({ vertical: true });
  expect(text("EPUB/package.opf")).toContain('<spine page-progression-direction="rtl">');
  expect(text("EPUB/book.css")).toContain("writing-mode: vertical-rl");
  expect(text("EPUB/chapter-1.xhtml")).toContain('<span class="tcy">12</span>');
});

test("drafts and scheduled posts are included only on request, or if they are named", async () => {
  expect(await run({ drafts: true })).toMatchObject({ count: 5 });
  expect(await run({ scope: { kind: "year", year: "2024" } })).toMatchObject({ count: 1 });
  const named = await run({ scope: { kind: "posts", paths: ["posts/posts/draft.md"] } });
  expect(named).toMatchObject({ count: 1 });
  expect(text("EPUB/package.opf")).toContain("<dc:title>draft &amp; co</dc:title>");
  await expect(run({ scope: { kind: "year", year: "1999" } })).rejects.toMatchObject({
    code: "export.nothing",
  });
});

test("a web page contains its pictures, and its links stay on the page", async () => {
  await run({ as: "html" });
  const page = readFileSync(out(), "utf8");
  expect(page).toContain(`<img src="data:image/png;base64,${Buffer.from(tinyPng).toString("base64")}"`);
  expect(page).toContain('href="#chapter-2-_7bc0"');
  expect(page).toContain('<h2 id="chapter-2-_7bc0">');
  expect(page).not.toContain("epub:type");
});

test("Markdown keeps the paths of the texts and of the media that they mention", async () => {
  await run({ as: "markdown" });
  const files = readZip(out());
  expect([...files.keys()].sort()).toEqual([
    "media/a.png",
    "pages/about.md",
    "posts/posts/new.md",
    "posts/posts/old.md",
  ]);
  expect(files.get("posts/posts/old.md")).toEqual(readFileSync(join(blog, "posts/posts/old.md")));
});

test("a backup has every file of the folder, but not what links lead to", async () => {
  symlinkSync(folder, join(blog, "link"));
  write(".hitofude/history/x", "1");
  const { count } = await run({ as: "backup" });
  const files = readZip(out());
  expect(count).toBe(files.size);
  expect([...files.keys()]).toEqual(
    expect.arrayContaining([".hitofude/history/x", "blog.yaml", "media/unused.png", "posts/posts/draft.md"]),
  );
  expect([...files.keys()].filter((path) => path.startsWith("link"))).toEqual([]);
});

test("a cancelled export leaves an earlier file and no other files", async () => {
  writeFileSync(out(), "before");
  for (const as of ["epub", "html", "markdown", "backup"] as const) {
    const signal = new Cancellation();
    const cancelled = run({ as }, { signal, onProgress: () => signal.cancel() });
    await expect(cancelled).rejects.toMatchObject({ code: "call.cancelled" });
    expect(readFileSync(out(), "utf8")).toBe("before");
  }
  expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([]);
});

test("a post without a date is a draft, and is exported only with drafts or by its name", async () => {
  write("posts/posts/undated.md", "---\ntitle: 日付なし\n---\n\n書きかけ\n");
  expect((await run({})).count).toBe(3);
  expect((await run({ as: "markdown" })).count).toBe(3);
  expect((await run({ drafts: true })).count).toBe(6);
  expect((await run({ scope: { kind: "posts", paths: ["posts/posts/undated.md"] } })).count).toBe(1);
});

test("Markdown is exported from files whose names are decomposed on disk", async () => {
  post("が".normalize("NFD"), "2024-07-06", "本文");
  await run({ as: "markdown", scope: { kind: "posts", paths: ["posts/posts/が.md"] } });
  expect(text("posts/posts/が.md")).toContain("本文");
});

test("a file that disappears during an export is named, and no file is written", async () => {
  const missing = { path: "posts/a.md", location: join(folder, "missing.md") };
  await expect(writeZip(out(), [missing])).rejects.toMatchObject({
    code: "file.notFound",
    values: { path: "posts/a.md" },
  });
  expect(readdirSync(folder)).toEqual(["blog"]);
});
