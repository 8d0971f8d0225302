import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { attributeOf, elementsIn, hasClass } from "./support/html.ts";
import { xmlFaults } from "./support/outside-programs.ts";
import { linksOf, metaOf, pagesOf, type SitePage } from "./support/pages.ts";
import { pathOf, readText, sites, urlOf } from "./support/sites.ts";

const grammar = fileURLToPath(new URL("../fixtures/feeds/sitemap.rng", import.meta.url));
const map = z.object({
  urlset: z.object({ url: z.array(z.object({ loc: z.string(), lastmod: z.string().optional() })) }),
});
const parser = new XMLParser({ parseTagValue: false, isArray: (name) => name === "url" });

test("xmllint accepts every site map by its grammar", () => {
  const files = sites.map(({ folder }) => join(folder, "sitemap.xml"));
  expect(xmlFaults(files, "--relaxng", grammar)).toBe("");
});

describe.each(sites)("$name", (site) => {
  const { url: urls } = map.parse(parser.parse(readText(site, "sitemap.xml"))).urlset;
  const pageAt = (url: string): SitePage | undefined =>
    pagesOf(site).find(({ path }) => path === pathOf(site, url));

  test("it lists existing pages, each once, with the URL that the page states", () => {
    expect(new Set(urls.map(({ loc }) => loc)).size).toBe(urls.length);
    for (const { loc } of urls) {
      const page = pageAt(loc);
      expect(page && linksOf(page, "canonical").map(({ href }) => href), loc).toEqual([loc]);
      expect(page && metaOf(page, "robots"), loc).toEqual([]);
    }
  });

  test("it lists every page that states a URL and may be indexed", () => {
    const wanted = pagesOf(site).filter(
      (page) => linksOf(page, "canonical").length > 0 && metaOf(page, "robots").length === 0,
    );
    const kinds = new Set(wanted.map(({ kind }) => kind));
    expect(kinds).toContain("front");
    expect(urls.map(({ loc }) => loc).sort()).toEqual(wanted.map(({ path }) => urlOf(site, path)).sort());
  });

  test("the last change of a post is the latest date on its page", () => {
    for (const page of pagesOf(site).filter(({ kind }) => kind === "post")) {
      const found = urls.find(({ loc }) => loc === urlOf(site, page.path));
      expect(found?.lastmod, page.path).toBe(latestDateOn(page));
    }
  });

  test("robots.txt excludes nothing and contains the site map's URL", () => {
    const lines = readText(site, "robots.txt").split("\n");
    expect(lines).toContain(`Sitemap: ${urlOf(site, "sitemap.xml")}`);
    expect(lines.filter((line) => /^disallow:\s*\S/i.test(line))).toEqual([]);
  });
});

/** Returns the latest date in the post's head: of publication, or of an announced change. */
function latestDateOn({ dom }: SitePage): string | undefined {
  const marked = (name: string): string | undefined => {
    const time = [...elementsIn(dom)].find((element) => hasClass(element, name));
    return time && attributeOf(time, "datetime");
  };
  return marked("dt-updated") ?? marked("dt-published");
}
