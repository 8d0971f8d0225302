import { element, emptyElement, optionalElement, xmlDeclaration } from "./xml.ts";

export interface SitemapPage {
  /** Absolute, percent-encoded. */
  readonly url: string;
  /** W3C date and time, or null when the page has none of its own. */
  readonly changed: string | null;
}

/** Limit of the protocol. @see https://www.sitemaps.org/protocol.html */
const mostPages = 50_000;
const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** Names of the files of a site map for so many pages. */
export function sitemapNames(pages: number): string[] {
  const parts = pages <= mostPages ? 0 : Math.ceil(pages / mostPages);
  return [...Array.from({ length: parts }, (_, index) => `sitemap-${index + 1}.xml`), "sitemap.xml"];
}

/**
 * The files of the site map: `sitemap.xml` alone, or an index of that name and its parts when one file cannot hold all
 * pages. `baseUrl` is the absolute address of the folder that they stand in.
 */
export function renderSitemaps(pages: readonly SitemapPage[], baseUrl: string): Map<string, string> {
  if (pages.length <= mostPages) return new Map([["sitemap.xml", renderPart(pages)]]);
  const files = new Map<string, string>();
  for (let start = 0; start < pages.length; start += mostPages) {
    files.set(`sitemap-${files.size + 1}.xml`, renderPart(pages.slice(start, start + mostPages)));
  }
  const parts = [...files.keys()].map((name) => `<sitemap>\n${element("loc", baseUrl + name)}</sitemap>\n`);
  files.set(
    "sitemap.xml",
    `${xmlDeclaration}<sitemapindex xmlns="${namespace}">\n${parts.join("")}</sitemapindex>\n`,
  );
  return files;
}

function renderPart(pages: readonly SitemapPage[]): string {
  const urls = pages.map(
    ({ url, changed }) => `<url>\n${element("loc", url)}${optionalElement("lastmod", changed)}</url>\n`,
  );
  if (urls.length === 0) return `${xmlDeclaration}${emptyElement("urlset", { xmlns: namespace })}`;
  return `${xmlDeclaration}<urlset xmlns="${namespace}">\n${urls.join("")}</urlset>\n`;
}

/** robots.txt that hides nothing and names the site map. */
export function renderRobots(baseUrl: string): string {
  return `User-agent: *\nDisallow:\n\nSitemap: ${baseUrl}sitemap.xml\n`;
}
