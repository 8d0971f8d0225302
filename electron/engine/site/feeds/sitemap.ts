import { joinInPieces } from "#engine/base/join-in-pieces.ts";
import { element, emptyElement, optionalElement, xmlDeclaration } from "./xml.ts";

export interface SitemapPage {
  /** Absolute, percent-encoded. */
  readonly url: string;
  /** W3C date and time, or null when the page has none of its own. */
  readonly changed: string | null;
}

/** What one file of a site map may hold. @see https://www.sitemaps.org/protocol.html */
export const mostSitemapPages = 50_000;
const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** A file of the site map: up to `mostSitemapPages` pages. */
export function renderSitemap(pages: Iterable<SitemapPage>): string {
  const urls = [...joinInPieces(urlsOf(pages))].join("");
  if (urls === "") return `${xmlDeclaration}${emptyElement("urlset", { xmlns: namespace })}`;
  return `${xmlDeclaration}<urlset xmlns="${namespace}">\n${urls}</urlset>\n`;
}

function* urlsOf(pages: Iterable<SitemapPage>): Generator<string> {
  for (const { url, changed } of pages) {
    yield `<url>\n${element("loc", url)}${optionalElement("lastmod", changed)}</url>\n`;
  }
}

/** The index of a site map of several files, which have these absolute addresses. */
export function renderSitemapIndex(addresses: readonly string[]): string {
  const parts = addresses.map((address) => `<sitemap>\n${element("loc", address)}</sitemap>\n`);
  return `${xmlDeclaration}<sitemapindex xmlns="${namespace}">\n${parts.join("")}</sitemapindex>\n`;
}

/** robots.txt that hides nothing and names the site map. */
export function renderRobots(baseUrl: string): string {
  return `User-agent: *\nDisallow:\n\nSitemap: ${baseUrl}sitemap.xml\n`;
}
