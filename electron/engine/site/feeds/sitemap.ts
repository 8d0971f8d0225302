import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { element, emptyElement, optionalElement, xmlDeclaration } from "./xml.ts";

export interface SitemapPage {
  readonly url: string;
  /** Last change as W3C date and time; null if the page has no date of its own. */
  readonly changed: string | null;
  /** The versions of the page in several languages; absent or empty if there is only one. */
  readonly alternates?: readonly { readonly hreflang: string; readonly url: string }[];
}

/** Maximum number of pages in one file of a site map: https://www.sitemaps.org/protocol.html */
export const maxSitemapPages = 50_000;
/** The namespace of links to versions of a page in other languages. */
const linkNamespace = "http://www.w3.org/1999/xhtml";
const namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

/** Renders one file of the site map, with at most `maxSitemapPages` pages. */
export function renderSitemap(pages: Iterable<SitemapPage>): string {
  const urls = [...joinInPieces(urlsOf(pages))].join("");
  if (urls === "") return `${xmlDeclaration}${emptyElement("urlset", { xmlns: namespace })}`;
  const links = urls.includes("<xhtml:link") ? ` xmlns:xhtml="${linkNamespace}"` : "";
  return `${xmlDeclaration}<urlset xmlns="${namespace}"${links}>\n${urls}</urlset>\n`;
}

const textsInPiece = 200;

/** Joins the texts in groups of 200, because thousands of small strings take much memory. */
export function* joinInPieces(texts: Iterable<string>): Generator<string> {
  let piece: string[] = [];
  for (const text of texts) {
    piece.push(text);
    if (piece.length < textsInPiece) continue;
    yield piece.join("");
    piece = [];
  }
  yield piece.join("");
}

function* urlsOf(pages: Iterable<SitemapPage>): Generator<string> {
  for (const { url, changed, alternates = [] } of pages) {
    const links = alternates.map(({ hreflang, url: href }) =>
      emptyElement("xhtml:link", { rel: "alternate", hreflang, href }),
    );
    yield `<url>\n${element("loc", url)}${optionalElement("lastmod", changed)}${links.join("")}</url>\n`;
  }
}

/** Renders the index of a site map. `addresses` are the absolute URLs of its files. */
export function renderSitemapIndex(addresses: readonly string[]): string {
  const parts = addresses.map((address) => `<sitemap>\n${element("loc", address)}</sitemap>\n`);
  return `${xmlDeclaration}<sitemapindex xmlns="${namespace}">\n${parts.join("")}</sitemapindex>\n`;
}

/**
 * Renders a robots.txt that names the site map.
 * Forbids the crawlers in `disallow` to read any page. All other crawlers may read everything.
 * Pages with `noindex` are not forbidden, because crawlers find `noindex` only inside a page.
 * @see https://www.rfc-editor.org/rfc/rfc9309
 */
export function renderRobots(baseUrl: string, { noindex, disallow }: BlogSettings["robots"]): string {
  const agents = [...new Set(disallow)].map((agent) => `User-agent: ${agent}\n`);
  const groups = [
    "User-agent: *\nDisallow:\n",
    ...(agents.length === 0 ? [] : [`${agents.join("")}Disallow: ${new URL(baseUrl).pathname}\n`]),
    ...(noindex ? [] : [`Sitemap: ${baseUrl}sitemap.xml\n`]),
  ];
  return groups.join("\n");
}
