import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { parsePost } from "#engine/blog/posts/parse-post.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import { type BuildResult, createSiteRenderer } from "#engine/site/output/build-site.ts";
import { SitePreview } from "#engine/site/preview/preview.ts";
import type { SiteInput } from "#engine/site/model/site.ts";
import { inJapan, postMap } from "./make-post.ts";

const resources = join(import.meta.dirname, "../../../../resources");
const samples = { ja: "sample-blog", en: "sample-blog-en" };

function readSample(blogFolder: string, theme: string): SiteInput {
  const text = readFileSync(join(blogFolder, "blog.yaml"), "utf8");
  const settings = blogSettingsSchema.parse({ ...parse(text), theme, parts: { include: "none" } });
  const paths = readdirSync(blogFolder, { recursive: true, encoding: "utf8" }).filter((path) =>
    path.endsWith(".md"),
  );
  const posts = paths.map((path): Post => {
    const bytes = readFileSync(join(blogFolder, path));
    return parsePost({ path: path.replaceAll("\\", "/"), bytes, settings });
  });
  const now = inJapan("2026-11-01T00:00:00").time;
  return { settings, posts: postMap(posts), baseUrl: settings.url, now };
}

/** Copies of the sample blogs. All themes use the same smaller copies of images, which take seconds to make. */
const ownFolder = mkdtempSync(join(tmpdir(), "hitofude-sample-"));
const ownBlogs = { ja: join(ownFolder, "ja"), en: join(ownFolder, "en") };
beforeAll(() => {
  for (const language of ["ja", "en"] as const) {
    cpSync(join(resources, samples[language]), ownBlogs[language], { recursive: true });
  }
});
afterAll(() => rmSync(ownFolder, { recursive: true }));

describe.each([
  ["ja", "hitokoto"],
  ["ja", "fude"],
  ["en", "hitokoto"],
  ["en", "fude"],
] as const)("the sample blog (%s) in the theme %s", (language, theme) => {
  const blogFolder = join(resources, samples[language]);
  const folder = mkdtempSync(join(tmpdir(), "hitofude-sample-"));
  const input = readSample(blogFolder, theme);
  const ownBlog = ownBlogs[language];
  const renderer = createSiteRenderer({
    blogFolder: ownBlog,
    cacheFolder: join(ownBlog, ".hitofude", "cache"),
    blogId: "sample",
    themesFolder: join(resources, "themes"),
  });
  let build: BuildResult;
  const html = (): [path: string, text: string][] =>
    build.files
      .filter(({ path }) => path.endsWith(".html"))
      .map(({ path, location }) => [path, readFileSync(location, "utf8")]);

  beforeAll(async () => {
    build = await renderer.build({ ...input, outDir: join(folder, "site") });
  });

  afterAll(() => rmSync(folder, { recursive: true }));

  test("has posts and no problems", () => {
    expect(Object.keys(build.posts).length).toBeGreaterThan(10);
    expect([...input.posts.values()].flatMap(({ problems }) => problems)).toEqual([]);
    expect(build.problems).toEqual([]);
  });

  test("is in the language of the interface that offers it", () => {
    expect(input.settings.language).toBe(language);
    const isJapanese = (path: string): boolean =>
      /[\u3040-\u30ff]/.test(readFileSync(join(blogFolder, path), "utf8").replace(/^---.*?^---/ms, ""));
    const posts = [...input.posts.values()];
    const others = posts.filter(({ path }) => isJapanese(path) !== (language === "ja"));
    // The Japanese diary has three posts in English, marked as such
    expect(others.filter(({ language: own }) => own === null)).toEqual([]);
  });

  test("each post's preview equals its published page, except for line marks", async () => {
    const preview = new SitePreview(renderer.factory, input);
    const published = new Map(html());
    for (const [path, { address }] of Object.entries(build.posts)) {
      const response = await preview.respond(address, input.posts.get(path));
      const shown = Buffer.from(response?.bytes ?? []).toString("utf8");
      expect(shown).toMatch(/ data-line="\d+"/);
      // The preview always loads the styles of code, because its text changes
      const contentStyles = /<link rel="stylesheet" href="[^"]*(?:blocks|code|pictures)\.[^"]*">\n/g;
      const shownPage = shown.replaceAll(/ data-line="\d+"/g, "").replace(contentStyles, "");
      expect(shownPage).toBe(published.get(address)?.replace(contentStyles, ""));
    }
  });

  test("the article is the only content of one element on each post's page", () => {
    const published = new Map(html());
    for (const { address } of Object.values(build.posts)) {
      expect(published.get(address)?.match(/<div class="e-content">/g)).toHaveLength(1);
    }
  });

  test("every link leads to a file of the site", () => {
    const paths = new Set(build.files.map(({ path }) => path));
    let seen = 0;
    for (const [page, text] of html()) {
      for (const [, url = ""] of text.matchAll(/ (?:href|src)="([^"]*)"/g)) {
        const { origin, pathname } = new URL(
          url.replaceAll("&amp;", "&"),
          new URL(encodeURI(page), "https://sample/"),
        );
        if (origin !== "https://sample") continue;
        const path = decodeURIComponent(pathname.slice(1));
        const file = path === "" || path.endsWith("/") ? `${path}index.html` : path;
        expect([page, url, paths.has(file)]).toEqual([page, url, true]);
        seen += 1;
      }
    }
    expect(seen).toBeGreaterThan(500);
  });
});
