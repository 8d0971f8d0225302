import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openBlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { writeCorpus } from "#tests/benchmarks/corpus.ts";
import { writeBlog } from "./support/blog-files.ts";
import { buildSite, type BuiltSite, type ThemeName } from "./support/built-sites.ts";
import { hostileBlog } from "./support/hostile-blog.ts";
import { readWithFeedparser, xmlFaults } from "./support/outside-programs.ts";
import { pathsEnding, readText } from "./support/sites.ts";
import { checkWithNu } from "./support/vnu.ts";

const count = 300;
const grammars = fileURLToPath(new URL("../fixtures/feeds", import.meta.url));
const themes: readonly ThemeName[] = ["fude", "hitokoto", "kami", "koyomi"];

let folder: string;
/** A blog of 300 posts in every theme, and the hostile blog in the themes in which other tests lack it. */
let many: BuiltSite[];
let hostile: BuiltSite[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "hitofude-many-"));
  await writeCorpus(join(folder, "many"), count);
  await writeBlog(join(folder, "hostile"), hostileBlog());
  many = await buildIn("many", themes);
  hostile = await buildIn("hostile", ["kami", "koyomi"]);
});

afterAll(() => rm(folder, { recursive: true }));

async function buildIn(name: "many" | "hostile", themes: readonly ThemeName[]): Promise<BuiltSite[]> {
  const blog = await openBlogFolder(join(folder, name), { watch: false });
  const built: BuiltSite[] = [];
  for (const theme of themes)
    built.push(await buildSite(name, theme, blog, join(folder, `${name}-${theme}`)));
  await blog.close();
  return built;
}

/** Returns the first page of each kind in each folder, and all style sheets. */
function samplesOf(site: BuiltSite): string[] {
  const firsts = new Map<string, string>();
  for (const path of pathsEnding(site, ".html")) {
    // The first class of a body is the kind of its page.
    const [, kind = ""] = /<body class="([^" ]*)/.exec(readText(site, path)) ?? [];
    const key = `${kind} ${path.slice(0, path.lastIndexOf("/") + 1).replace(/\d{4}|\/[^/]+\/$/, "")}`;
    if (!firsts.has(key)) firsts.set(key, path);
  }
  return [...firsts.values(), ...pathsEnding(site, ".css")].map((path) => join(site.folder, path));
}

test("the Nu HTML checker reports nothing on pages of each kind, with 300 posts and with hostile texts", () => {
  const files = [...many, ...hostile].flatMap(samplesOf);
  expect(files.length).toBeGreaterThan(100);
  const { checked, findings } = checkWithNu(files);
  expect(checked).toHaveLength(files.length);
  // Some posts of the measured blog are in English and do not say so.
  const isExpected = ({ message }: (typeof findings)[number]): boolean =>
    message.startsWith("This document appears to be written in English");
  expect(findings.filter((finding) => !isExpected(finding))).toEqual([]);
});

test("the feeds of 300 posts are valid, and equal in every theme", () => {
  const [first, ...others] = many;
  if (!first) throw new Error("nothing was built");
  expect(pathsEnding(first, ".html").length).toBeGreaterThan(count);
  const paths = ["rss.xml", "atom.xml", "feeds.opml", "feed.json"];
  for (const site of others)
    for (const path of paths) expect(readText(site, path)).toBe(readText(first, path));
  for (const [format, name] of [
    ["rss", "rss.xml"],
    ["atom", "atom.xml"],
    ["opml", "feeds.opml"],
    ["sitemap", "sitemap.xml"],
  ] as const) {
    const files = [first, ...hostile].map((site) => join(site.folder, name));
    expect(xmlFaults(files, "--relaxng", `${grammars}/${format}.rng`)).toBe("");
  }
  const feeds = ["rss.xml", "atom.xml"].flatMap((name) =>
    [first, ...hostile].map((site) => join(site.folder, name)),
  );
  for (const feed of readWithFeedparser(feeds)) expect(feed.bozo).toBe(false);
});
