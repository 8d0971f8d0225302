import { describe, expect, test } from "vitest";
import { z } from "zod";
import { attributeOf, elementsIn, elementsNamed, hasClass, textIn } from "./support/html.ts";
import { linksOf, metaOf, pagesOf, type SitePage, structuredData } from "./support/pages.ts";
import { pathOf, readText, sites, urlOf } from "./support/sites.ts";

const blogPosting = z.strictObject({
  "@context": z.literal("https://schema.org"),
  "@type": z.literal("BlogPosting"),
  headline: z.string().min(1),
  datePublished: z.iso.datetime({ offset: true }),
  dateModified: z.iso.datetime({ offset: true }).optional(),
  author: z.strictObject({ "@type": z.literal("Person"), "@id": z.url(), url: z.url() }),
  image: z.array(z.url()).optional(),
});

const siteFeeds = ["rss.xml", "atom.xml", "feed.json"];
const feedTypes = new Map([
  ["rss.xml", "application/rss+xml"],
  ["atom.xml", "application/atom+xml"],
  ["feed.json", "application/feed+json"],
  ["feeds.opml", "text/x-opml"],
]);

describe.each(sites)("$name", (site) => {
  const pages = pagesOf(site);
  const indexed = pages.filter(({ kind }) => !["not-found", "search", "redirect", "parts"].includes(kind));
  const posts = pages.filter(({ kind }) => kind === "post");

  test("every page states its title, its language, and whether search engines may index it", () => {
    for (const page of pages) {
      expect(elementsNamed(page.dom, "title").map(textIn).join("").trim(), page.path).not.toBe("");
      const [html] = elementsNamed(page.dom, "html");
      expect(html && attributeOf(html, "lang"), page.path).toMatch(/^[a-z]{2}$/);
      expect(metaOf(page, "viewport"), page.path).toHaveLength(1);
      expect(metaOf(page, "robots"), page.path).toEqual(indexed.includes(page) ? [] : ["noindex"]);
    }
  });

  test("every page that may be indexed states its URL; the 404 page and the search page state none", () => {
    for (const page of pages.filter(({ kind }) => kind !== "redirect")) {
      const canonical = linksOf(page, "canonical").map(({ href }) => href);
      expect(canonical, page.path).toEqual(indexed.includes(page) ? [urlOf(site, page.path)] : []);
    }
  });

  test("a redirect page states the URL of its target, which is a page of the blog", () => {
    const redirects = pages.filter(({ kind }) => kind === "redirect");
    for (const page of redirects) {
      const [refresh] = elementsNamed(page.dom, "meta").filter((meta) => attributeOf(meta, "http-equiv"));
      const target = /^0; url=(.+)$/.exec((refresh && attributeOf(refresh, "content")) ?? "")?.[1];
      const canonical = linksOf(page, "canonical")[0]?.href;
      expect(new URL(target ?? "", urlOf(site, page.path)).href, page.path).toBe(canonical);
      expect(pathOf(site, canonical ?? ""), page.path).toMatch(/\.html$/);
    }
    if (site.blog === "english" || site.blog === "hostile") expect(redirects.length).toBeGreaterThan(1);
  });

  test("every page links to its feeds, with their types and titles", () => {
    for (const page of indexed) {
      const feeds = linksOf(page, "alternate");
      const paths = feeds.map(({ href }) => pathOf(site, new URL(href, urlOf(site, page.path)).href));
      expect(paths, page.path).toEqual(expect.arrayContaining(siteFeeds));
      for (const [index, path] of paths.entries()) {
        const name = path?.split("/").at(-1) ?? "";
        expect(feeds[index]?.type, `${page.path}: ${path}`).toBe(feedTypes.get(name));
        expect(feeds[index]?.title, `${page.path}: ${path}`).toMatch(/\S/);
      }
    }
  });

  test("the share card of a page contains the same data as the page", () => {
    for (const page of indexed) {
      const only = (name: string): string | undefined => onlyValue(page, name);
      expect(only("og:url"), page.path).toBe(urlOf(site, page.path));
      expect(only("og:type"), page.path).toBe(page.kind === "post" ? "article" : "website");
      expect(only("og:description"), page.path).toBe(only("description"));
      expect(only("og:locale"), page.path).toMatch(/^[a-z]{2}_[A-Z]{2}$/);
      expect(elementsNamed(page.dom, "title").map(textIn)[0], page.path).toContain(only("og:title"));
      const image = only("og:image");
      if (image !== undefined) expect(image, page.path).toMatch(/^https:\/\/.+\.(png|jpe?g|gif)$/i);
      const isSized = [only("og:image:width"), only("og:image:height")].every((size) => Number(size) > 0);
      expect(isSized, page.path).toBe(image !== undefined);
      expect(only("twitter:card"), page.path).toBe(image ? "summary_large_image" : "summary");
      if (image) expect(pathOf(site, image), image).toMatch(/^media\//);
    }
  });

  test("a generated page, and a post with text, have a description for search engines", () => {
    for (const page of indexed) {
      if (page.kind !== "post" && page.kind !== "page")
        expect(onlyValue(page, "description"), page.path).toMatch(/\S/);
    }
    for (const page of posts) {
      const content = [...elementsIn(page.dom)].find((element) => hasClass(element, "e-content"));
      if (content && /\p{L}/u.test(textIn(content))) expect(onlyValue(page, "description")).toMatch(/\S/);
    }
  });

  test("the structured data of a post equal what readers see", () => {
    for (const page of posts) {
      const data = blogPosting.parse(structuredData(page));
      const shown = elementsNamed(page.dom, "h1").map(textIn)[0]?.replace(/^■/, "");
      expect(data.headline, page.path).toBe(shown);
      expect(data.datePublished, page.path).toBe(dateOn(page, "dt-published"));
      expect(data.dateModified, page.path).toBe(dateOn(page, "dt-updated"));
      expect(data.image, page.path).toEqual(onlyValue(page, "og:image") && metaOf(page, "og:image"));
    }
  });

  test("only posts have the structured data of a post", () => {
    for (const page of pages) {
      const data = structuredData(page);
      const isFront = page.path === "index.html";
      expect(data !== undefined, page.path).toBe(page.kind === "post" || (isFront && data !== undefined));
      if (page.kind === "post")
        expect(data, page.path).toMatchObject({ author: { "@id": `${site.baseUrl}#author` } });
      else if (data) expect(data).toMatchObject({ "@type": "Person", "@id": `${site.baseUrl}#author` });
    }
  });
});

test("a title cannot close its script element", () => {
  for (const site of sites.filter(({ blog }) => blog === "hostile")) {
    const [, data = ""] = /ld\+json">(.*?)<\/script>/s.exec(readText(site, "20240109-0000.html")) ?? [];
    expect(data).toContain("alert(1)");
    expect(data).not.toMatch(/[<>&\u2028\u2029]/);
  }
});

function onlyValue(page: SitePage, name: string): string | undefined {
  const values = metaOf(page, name);
  expect(values.length, `${page.path}: ${name}`).toBeLessThanOrEqual(1);
  return values[0];
}

function dateOn({ dom }: SitePage, name: string): string | undefined {
  const time = [...elementsIn(dom)].find((element) => hasClass(element, name));
  return time && attributeOf(time, "datetime");
}
