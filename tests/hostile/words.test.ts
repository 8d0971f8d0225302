import { XMLParser } from "fast-xml-parser";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportAttempts } from "#tests/support/attack.ts";
import { FiringBrowser } from "./support/firing-browser.ts";
import { type BuiltSite, buildBlog, postWith, settingsWith } from "./support/hostile-site.ts";
import { activeParts, activePartsOf, elementsOf, shapeOf } from "./support/page-parts.ts";
import { htmlVectors, markdownVectors, scriptAddresses, serverVectors } from "./support/techniques.ts";

/** Vectors without control characters, which front matter cannot contain unescaped. */
const vectors = [...htmlVectors(), ...markdownVectors(), ...scriptAddresses, ...serverVectors].filter(
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it must find
  (vector) => !/[\u0000-\u0008]/.test(vector),
);
const innocent = "https://example.com/ことば";

let browser: FiringBrowser;

beforeAll(async () => {
  browser = await FiringBrowser.open();
});
afterAll(() => browser.close());

/** The kinds of elements (with their attributes) and the active parts of a site without hostile text. */
interface Known {
  readonly kinds: ReadonlySet<string>;
  readonly active: ReadonlySet<string>;
}

function knownIn({ files }: BuiltSite): Known {
  const [kinds, active] = [new Set<string>(), new Set<string>()];
  for (const [path, html] of files) {
    if (!path.endsWith(".html")) continue;
    const elements = elementsOf(html);
    for (const kind of shapeOf(elements)) kinds.add(kind);
    for (const part of activePartsOf(elements)) active.add(part);
  }
  return { kinds, active };
}

/** Returns the active parts of a site's pages that the harmless site does not have. */
function foreignParts(site: BuiltSite, known: Known): string[] {
  return [...site.files].flatMap(([path, html]) => {
    if (!path.endsWith(".html")) return [];
    const elements = elementsOf(html);
    const found = [
      ...shapeOf(elements).filter((kind) => !known.kinds.has(kind)),
      ...activePartsOf(elements).filter((part) => !known.active.has(part)),
    ];
    return found.map((part) => `${path}: ${part}`);
  });
}

const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, processEntities: true });

/** Returns the articles in the feeds, as feed readers receive them. */
function articlesOf({ files }: BuiltSite): string[] {
  const json = JSON.parse(files.get("feed.json") ?? "{}");
  const inJson: string[] = json.items.map((item: { content_html: string }) => item.content_html);
  for (const path of ["rss.xml", "atom.xml", "feeds.opml"])
    expect(() => parser.parse(files.get(path) ?? "<")).not.toThrow();
  return inJson;
}

describe.each(["fude", "hitokoto"])("%s", (theme) => {
  test("text in front matter, readers' messages, links and pictures stays text", async () => {
    const settings = settingsWith("ことば", theme);
    const harmless = vectors.slice(0, 40).map((_, index) => postWith(`${innocent}${index}`, index, settings));
    harmless.push(postWith("ことば\n\nことば\nことば", 40, settings));
    // Links to posts in another language state it: some vectors are valid language tags.
    harmless.push(postWith("en", 41, settings), postWith("en", 42, settings));
    const known = knownIn(await buildBlog(settings, harmless));
    const tried = theme === "fude" ? vectors : vectors.filter((_, index) => index % 4 === 0);
    const posts = tried.map((vector, index) => postWith(vector, index, settings));
    const site = await buildBlog(settings, posts);
    const succeeded = foreignParts(site, known);
    for (const article of articlesOf(site))
      succeeded.push(...activeParts(article).map((part) => `feed: ${part}`));
    const pages = [...site.files].filter(([path]) => path.endsWith(".html"));
    expect(pages.length).toBeGreaterThan(tried.length);
    for (const [path, body] of pages
      .filter(([name], index) => index % 12 === 0 || /contents|archive|index/.test(name))
      .slice(0, 50)) {
      if (await browser.runs(`/${theme}/${path}`, { type: "text/html", body })) succeeded.push(`${path} ran`);
    }
    // Each vector is in the title, tag, category, summary, language, source, series, relation and revision.
    // Each vector is also in a picture, and in the link, name, date and text of a message.
    await reportAttempts(`words of posts (${theme})`, { tried: tried.length * 15, succeeded });
  });

  test("text in the settings stays text", async () => {
    const post = (settings: ReturnType<typeof settingsWith>) => [
      postWith("ことば", 0, settings),
      postWith("ことば", 1, settings),
    ];
    const plain = settingsWith(innocent, theme);
    const known = knownIn(await buildBlog(plain, post(plain)));
    const succeeded: string[] = [];
    for (let first = 0; first < vectors.length; first += 100) {
      const settings = settingsWith(vectors.slice(first, first + 100).join(" "), theme);
      const site = await buildBlog(settings, post(settings));
      succeeded.push(...foreignParts(site, known));
      const body = site.files.get("index.html") ?? "";
      if (await browser.runs(`/${theme}-${first}/index.html`, { type: "text/html", body }))
        succeeded.push(`${first} ran`);
    }
    const settings = settingsWith("ことば", theme, {
      links: scriptAddresses.map((url) => ({ label: "リンク", url })),
      author: { name: "ことば", url: scriptAddresses[0], profiles: scriptAddresses },
    });
    succeeded.push(...foreignParts(await buildBlog(settings, post(settings)), known));
    await reportAttempts(`words of settings (${theme})`, { tried: vectors.length * 12, succeeded });
  });
});
