import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { renderRobots, renderSitemap, renderSitemapIndex } from "#engine/site/feeds/sitemap.ts";

const base = "https://example.com/diary/";

function parse(xml: string | undefined): Record<"urlset" | "sitemapindex", Record<string, unknown>> {
  expect(XMLValidator.validate(xml ?? "")).toBe(true);
  return new XMLParser({
    ignoreAttributes: false,
    htmlEntities: true,
    isArray: (name) => ["url", "sitemap"].includes(name),
  }).parse(xml ?? "");
}

test("pages are listed with their last change if they have one", () => {
  const pages = [
    { url: base, changed: null },
    { url: `${base}a.html?x=1&y=2`, changed: "2022-05-06T00:00:00+09:00" },
  ];
  const { urlset } = parse(renderSitemap(pages));
  expect(urlset["@_xmlns"]).toBe("http://www.sitemaps.org/schemas/sitemap/0.9");
  expect(urlset.url).toEqual([
    { loc: base },
    { loc: `${base}a.html?x=1&y=2`, lastmod: "2022-05-06T00:00:00+09:00" },
  ]);
});

test("an empty site has an empty site map", () => {
  expect(parse(renderSitemap([]))).toHaveProperty("urlset");
});

test("thousands of pages keep their order", () => {
  const pages = Array.from({ length: 2345 }, (_, index) => ({ url: `${base}${index}.html`, changed: null }));
  expect(parse(renderSitemap(pages)).urlset.url).toEqual(pages.map(({ url }) => ({ loc: url })));
});

test("an index lists the parts", () => {
  const parts = [`${base}sitemap-1.xml`, `${base}sitemap-2.xml`];
  expect(parse(renderSitemapIndex(parts)).sitemapindex.sitemap).toEqual(parts.map((loc) => ({ loc })));
});

test("robots.txt contains the site map's URL, and asks the named crawlers to stay away", () => {
  const everything = "User-agent: *\nDisallow:\n";
  const map = "\nSitemap: https://example.com/diary/sitemap.xml\n";
  expect(renderRobots(base, { noindex: false, disallow: [] })).toBe(everything + map);
  expect(renderRobots(base, { noindex: false, disallow: ["GPTBot", "CCBot", "GPTBot"] })).toBe(
    `${everything}\nUser-agent: GPTBot\nUser-agent: CCBot\nDisallow: /diary/\n${map}`,
  );
});

test("without search engines, robots.txt names no site map and still lets them read the request", () => {
  expect(renderRobots(base, { noindex: true, disallow: [] })).toBe("User-agent: *\nDisallow:\n");
});
