import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { PreviewService } from "#engine/app/preview/preview-service.ts";
import { type BlogFolder, openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { createSiteRenderer } from "#engine/site/output/build-site.ts";

const path = "posts/notes/a.md";
const themesFolder = fileURLToPath(new URL("../../../../../resources/themes", import.meta.url));
let folder: string;
let blog: BlogFolder;

beforeEach(async () => {
  // A post without a date gets the current date.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.UTC(2024, 4, 2) });
  folder = await mkdtemp(join(tmpdir(), "hitofude-"));
  await mkdir(join(folder, "posts", "notes"), { recursive: true });
  await writeFile(join(folder, "blog.yaml"), "title: 机\nurl: https://example.com/\ntheme: hitokoto\n");
  await writeFile(join(folder, path), "---\ntitle: 甲\n---\n一段目。\n");
  blog = await openBlogFolder(folder, { watch: false });
});

afterEach(async () => {
  vi.useRealTimers();
  await blog.close();
  await rm(folder, { recursive: true });
});

function service(): PreviewService {
  const { factory } = createSiteRenderer({
    blogFolder: folder,
    cacheFolder: join(folder, "cache"),
    blogId: blog.id,
    themesFolder,
  });
  return new PreviewService(blog, factory, "site://test");
}

/**
 * Texts in the order in which they are typed.
 * Each differs from the previous one in front matter, in body, or in both.
 */
const typed: readonly (readonly [frontMatter: string, body: string])[] = [
  ["---\ntitle: 甲\ndate: 2024-05-01\n---\n", "一段目。\n"],
  ["---\ntitle: 甲\ndate: 2024-05-01\n---\n", "一段目。\n\n[無い](b.md)\n"],
  ["---\ntitle: 甲\ndate: 2024-05-01\n---\n", "---\ntitle: 丙\n---\n本文。\n"],
  ["---\ntitle: 乙\ndate: 2024-05-01\n---\n", "---\ntitle: 丙\n---\n本文。\n"],
  ["---\ntitle: 乙\ndate: 2024-05-01\n---\n", "逃げ\u001B$B字\n"],
  ["---\ntitle: 乙\ndate: 2024-05-01\n---\n", "戻る\n"],
  ["---\ndate: 2024-05-01\n---\n", "戻る\n"],
  ["---\ndate: 2024-05-01\n---\n", "題のない本文\n"],
  ["---\ntitle: 終わらない\n", "本文\n"],
  ["---\ntitle: 終わらない\n", "---\n本文\n"],
  ["---\ntitle: 丁\n---", ""],
  ["---\ntitle: 丁\n---", "続き\n"],
  ["---\ntitle: 戊\n---\n余り\n", "本文\n"],
  ["---\ntitle: 戊\n---\n余り\n", "本文と\n"],
  ["", "本文\n"],
  ["", "---\ntitle: 打った題\n---\n本文\n"],
];

test("a text after further typing looks like one that is parsed from the beginning", () => {
  const kept = service();
  typed.forEach(([frontMatter, body], version) => {
    const text = { path, version, frontMatter, body };
    const fresh = service();
    expect(kept.render(text)).toEqual(fresh.render(text));
    expect(kept.problemsOf(text)).toEqual(fresh.problemsOf(text));
  });
});
