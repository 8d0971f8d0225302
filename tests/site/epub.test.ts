import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { exportFile } from "#engine/export/export-file.ts";
import { writeBlog, type BlogFiles } from "./support/blog-files.ts";
import { checkEpub } from "./support/epubcheck.ts";
import { hostileBlog } from "./support/hostile-blog.ts";
import { roughBlog } from "./support/rough-blog.ts";

const resources = join(import.meta.dirname, "../../resources");
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-epub-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** Exports a whole blog with its drafts as an EPUB, and returns the path. */
async function exportBlog(name: string, files: BlogFiles | string, vertical: boolean): Promise<string> {
  const blogFolder = join(folder, name);
  if (typeof files === "string") await cp(files, blogFolder, { recursive: true });
  else await writeBlog(blogFolder, files);
  const blog = await openBlogFolder(blogFolder, { watch: false });
  const site = {
    blogFolder,
    blogId: "test",
    cacheFolder: join(folder, `${name}-cache`),
    themesFolder: join(resources, "themes"),
  };
  const { settings, posts } = blog;
  const source = { settings, posts, site, now: Date.parse("2026-11-20T12:00:00+09:00") };
  const file = join(folder, `${name}.epub`);
  await exportFile(source, { as: "epub", scope: { kind: "blog" }, vertical, drafts: true }, file);
  await blog.close();
  return file;
}

/** A page with a date, and a page without a date, which comes before the other page. */
const pages: BlogFiles = {
  "pages/a.md": "---\ntitle: Contact\n---\nWrite to me.\n",
  "pages/z.md": "---\ntitle: Links\ndate: 2004-05-07\n---\nElsewhere.\n",
};

test.each<[string, BlogFiles | string, boolean]>([
  ["sample", join(resources, "sample-blog"), true],
  ["hostile", hostileBlog(), false],
  ["rough", { ...roughBlog, ...pages }, true],
])("EPUBCheck finds nothing in the blog %s", async (name, files, vertical) => {
  const report = checkEpub(await exportBlog(name, files, vertical));
  expect(report.findings).toEqual([]);
  expect(report.version).toMatch(/^3\./);
  expect(report.characters).toBeGreaterThan(100);
});

test("a second export has the same bytes", async () => {
  const [first, second] = [
    await exportBlog("one", roughBlog, true),
    await exportBlog("two", roughBlog, true),
  ];
  expect(await readFile(second)).toEqual(await readFile(first));
});
