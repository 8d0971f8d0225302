import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { blogSettingsSchema } from "#contract/settings/blog-settings.ts";
import { PostStore } from "#engine/blog/posts/post-store.ts";
import { type BuildResult, createSiteRenderer } from "#engine/site/output/build-site.ts";
import { chosenRenderer, type TemplateRendererName } from "#engine/site/theme/liquid/template-engine.ts";
import { compareWithClean, differences, filesUnder } from "../../incremental/compare-sites.ts";
import { fillWithDays, smallSettings } from "../../incremental/small-blog.ts";
import { TrialBlog } from "../../incremental/trial-blog.ts";
import { templatesOf } from "./both-renderers.ts";

const resources = join(import.meta.dirname, "../../../../../../resources");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hitofude-switch-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Builds the sample blog with a renderer without caches in memory. */
function buildSample(
  theme: string,
  templateRenderer: TemplateRendererName,
  outDir = join(folder, templateRenderer),
): Promise<BuildResult> {
  const blogFolder = join(folder, "blog");
  cpSync(join(resources, "sample-blog"), blogFolder, { recursive: true });
  const text = readFileSync(join(blogFolder, "blog.yaml"), "utf8");
  const settings = blogSettingsSchema.parse({ ...parse(text), theme });
  const store = new PostStore(blogFolder);
  for (const path of readdirSync(blogFolder, { recursive: true, encoding: "utf8" })) {
    if (path.endsWith(".md"))
      store.put(path.replaceAll("\\", "/"), readFileSync(join(blogFolder, path)), settings);
  }
  const renderer = createSiteRenderer({
    blogFolder,
    cacheFolder: join(folder, "cache"),
    blogId: "sample",
    themesFolder: join(resources, "themes"),
    templateRenderer,
  });
  const now = Date.parse("2026-11-01T00:00:00+09:00");
  return renderer.build({
    settings,
    posts: store.posts,
    baseUrl: settings.url,
    now,
    outDir,
    makeCopies: false,
  });
}

describe.each(["hitokoto", "fude"])("in the theme %s", (theme) => {
  test("the sample blog has the same bytes with LiquidJS as with the compiler", async () => {
    const built = [await buildSample(theme, "compiled"), await buildSample(theme, "liquidjs")];
    expect(differences(join(folder, "liquidjs"), join(folder, "compiled"))).toEqual([]);
    expect(filesUnder(join(folder, "liquidjs")).size).toBeGreaterThan(40);
    expect(built.map(({ problems }) => problems)).toEqual([[], []]);
  });

  test("a generated blog has the same bytes, also after an edit", async () => {
    const blog = new TrialBlog({ ...smallSettings, theme }, undefined, "liquidjs");
    try {
      fillWithDays(blog, 60);
      expect(await compareWithClean(blog)).toEqual([]);
      fillWithDays(blog, 61, "改版");
      expect(await compareWithClean(blog)).toEqual([]);
    } finally {
      blog.delete();
    }
  });
});

test("when the switch changes, every page is rendered again, and no file is written", async () => {
  const outDir = join(folder, "site");
  const { made } = await buildSample("fude", "compiled", outDir);
  expect(made).toBeGreaterThan(40);
  expect((await buildSample("fude", "compiled", outDir)).made).toBe(0);
  const again = await buildSample("fude", "liquidjs", outDir);
  const pages = again.files.filter(({ path }) => path.endsWith(".html"));
  expect(again.made).toBeGreaterThanOrEqual(pages.length);
  expect(again.written).toBe(0);
});

test("with LiquidJS a page depends on the whole theme and on all of site", () => {
  const theme = { post: "{{ post.title }}", "partials/unused": "a" };
  const key = (templates: Readonly<Record<string, string>>): string =>
    templatesOf(templates, "liquidjs").key("post");
  expect(key({ ...theme, "partials/unused": "b" })).not.toBe(key(theme));
  expect(key(theme)).toBe(key({ ...theme }));
  expect(key(theme)).not.toBe(templatesOf(theme).key("post"));
  expect(templatesOf(theme, "liquidjs").siteFields("post")).toBeNull();
});

test("the environment variable chooses", () => {
  expect(chosenRenderer({})).toBe("compiled");
  expect(chosenRenderer({ HITOFUDE_LIQUID: "liquidjs" })).toBe("liquidjs");
  expect(chosenRenderer({ HITOFUDE_LIQUID: "" })).toBe("compiled");
});
