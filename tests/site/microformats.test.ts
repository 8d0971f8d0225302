import { mf2 } from "microformats-parser";
import { describe, expect, test } from "vitest";
import { linksOf, metaOf, pagesOf, structuredData } from "./support/pages.ts";
import { readText, sites, urlOf } from "./support/sites.ts";

type Item = ReturnType<typeof mf2>["items"][number];

/** Sample sites: each of the four themes once. */
const samples = sites.filter(({ blog }) => blog === "sample");

/** Returns all items of a type in items, also inside of others. */
function itemsOf(items: readonly Item[], type: string): Item[] {
  return items.flatMap((item) => [
    ...(item.type?.includes(type) ? [item] : []),
    ...itemsOf(item.children ?? [], type),
  ]);
}

test("every theme is read", () => {
  expect(samples.map(({ theme }) => theme).sort()).toEqual(["fude", "hitokoto", "kami", "koyomi"]);
});

describe.each(samples)("$name, read by a parser of microformats", (site) => {
  const items = (path: string): Item[] => mf2(readText(site, path), { baseUrl: urlOf(site, path) }).items;
  const posts = pagesOf(site).filter(({ kind }) => kind === "post");

  test("a post is an entry with title, address, date and text, and leads to its author", () => {
    for (const page of posts) {
      const [entry, ...others] = itemsOf(items(page.path), "h-entry");
      expect(others, page.path).toEqual([]);
      const { name, url, published, content } = entry?.properties ?? {};
      expect(name, page.path).toEqual(metaOf(page, "og:title"));
      expect(url, page.path).toEqual([urlOf(site, page.path)]);
      expect(published, page.path).toEqual([structuredData(page)].map((data) => Object(data).datePublished));
      expect(JSON.stringify(content)).toContain('"html":"<');
      expect(linksOf(page, "author").map(({ href }) => href)).toEqual([site.baseUrl]);
    }
  });

  test("the front page is a feed of entries, with the author's card", () => {
    const [feed] = itemsOf(items("index.html"), "h-feed");
    expect(feed?.properties.name).toHaveLength(1);
    expect(feed?.properties.author).toMatchObject([
      { type: ["h-card"], properties: { name: [expect.stringMatching(/./)], url: [site.baseUrl] } },
    ]);
    const entries = itemsOf(feed?.children ?? [], "h-entry");
    expect(entries.length).toBeGreaterThan(5);
    for (const { properties } of entries) {
      expect(properties.name?.[0]).toMatch(/./);
      expect(pagesOf(site).map(({ path }) => urlOf(site, path))).toContain(properties.url?.[0]);
      expect(properties.published?.[0]).toMatch(/^\d{4}-\d\d-\d\dT/);
    }
  });

  test("a list is a feed with the name of the list", () => {
    const list = pagesOf(site).find(
      ({ kind, path }) => kind === "list" && /^tags\/[^/]+\/index\.html$/.test(path),
    );
    const [feed] = itemsOf(items(list?.path ?? ""), "h-feed");
    expect(feed?.properties.name).toEqual(list && metaOf(list, "og:title"));
    expect(itemsOf(feed?.children ?? [], "h-entry").length).toBeGreaterThan(0);
  });
});
