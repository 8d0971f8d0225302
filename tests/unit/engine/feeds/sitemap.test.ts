import { XMLParser, XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { renderRobots, renderSitemaps } from "#engine/feeds/sitemap.ts";

const base = "https://example.com/diary/";

function parse(xml: string | undefined): Record<"urlset" | "sitemapindex", Record<string, unknown>> {
  expect(XMLValidator.validate(xml ?? "")).toBe(true);
  return new XMLParser({
    ignoreAttributes: false,
    htmlEntities: true,
    isArray: (name) => ["url", "sitemap"].includes(name),
  }).parse(xml ?? "");
}

test("pages are listed with their last change when they have one", () => {
  const pages = [
    { url: base, changed: null },
    { url: `${base}a.html?x=1&y=2`, changed: "2022-05-06T00:00:00+09:00" },
  ];
  const { urlset } = parse(renderSitemaps(pages, base).get("sitemap.xml"));
  expect(urlset["@_xmlns"]).toBe("http://www.sitemaps.org/schemas/sitemap/0.9");
  expect(urlset.url).toEqual([
    { loc: base },
    { loc: `${base}a.html?x=1&y=2`, lastmod: "2022-05-06T00:00:00+09:00" },
  ]);
});

test("an empty site has an empty map", () => {
  expect(parse(renderSitemaps([], base).get("sitemap.xml"))).toHaveProperty("urlset");
});

test("more pages than one file may hold are split and indexed", () => {
  const pages = Array.from({ length: 50_001 }, (_, index) => ({
    url: `${base}${index}.html`,
    changed: null,
  }));
  const files = renderSitemaps(pages, base);
  expect([...files.keys()]).toEqual(["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]);
  expect(parse(files.get("sitemap.xml")).sitemapindex.sitemap).toEqual([
    { loc: `${base}sitemap-1.xml` },
    { loc: `${base}sitemap-2.xml` },
  ]);
  expect(parse(files.get("sitemap-2.xml")).urlset.url).toEqual([{ loc: `${base}50000.html` }]);
});

test("robots.txt names the site map", () => {
  expect(renderRobots(base)).toBe(
    "User-agent: *\nDisallow:\n\nSitemap: https://example.com/diary/sitemap.xml\n",
  );
});
