import { decodeEntities } from "#engine/base/markup.ts";
import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "#contract/errors.ts";
import { toIso } from "#engine/blog/dates/moment.ts";
import { decodeByGuess, decodeUtf8Strict } from "#engine/base/text/text-encoding.ts";
import { attributeOf, elementsIn, parseDocument } from "#engine/markdown/html/html-tree.ts";
import { PictureError, type PictureFetcher } from "../pictures/picture-fetcher.ts";
import { addressesIn, addressOfPage, type OldAddress } from "./read-addresses.ts";

/** Maximum number of site maps and feeds that are read. */
const mostLists = 60;
/** Maximum number of pages whose titles are read. */
const mostPages = 5000;
/** Pause between two requests in milliseconds, to keep the load on the old server low. */
const politePauseMs = 300;
/** Addresses at which blogs usually have a feed, relative to the top of the blog. */
const usualFeeds = ["feed", "index.xml", "rss.xml", "atom.xml", "index.rdf", "feed.xml"];

export interface OldSiteOptions {
  readonly fetcher: Pick<PictureFetcher, "fetch">;
  readonly timeZone: string;
  readonly signal: AbortSignal;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Pause between two requests in milliseconds. Only tests set it. */
  readonly pauseMs?: number | undefined;
}

/** The result of reading the feeds and site maps of an old site. */
export interface SiteLists {
  /** Addresses from feeds, together with the titles and dates that the feeds state. */
  readonly known: readonly OldAddress[];
  /** URLs of pages, from site maps, which contain neither titles nor dates. */
  readonly pages: readonly string[];
}

/** Reads a web address that the author typed, even without `https://`. Returns null for other texts. */
export function typedSite(typed: string): URL | null {
  const written = typed.trim();
  const address = /^https?:\/\//i.test(written) ? written : `https://${written}`;
  const site = URL.canParse(address) ? new URL(address) : null;
  return site === null || written === "" || /[\s@]/.test(written) || !/[.:]/.test(site.host) ? null : site;
}

/**
 * Reads the site maps and feeds of the old site at the URL `site`. Sends requests only to this URL's host.
 * Rejects with `import.siteUnreachable` if the site does not answer, or has neither a site map nor a feed.
 */
export async function readSiteLists(site: string, options: OldSiteOptions): Promise<SiteLists> {
  const reader = new PoliteReader(site, options);
  const top = await reader.textAt(site);
  const maps = await reader.siteMaps();
  const feeds = await reader.feeds(top ?? "");
  if (top === null && maps.length + feeds.length === 0) throw reader.unreachable();
  const known = new Map(feeds.map((address) => [address.path, address]));
  const pages = maps.map(({ path }) => path).filter((path) => !known.has(path));
  if (known.size + pages.length === 0) throw new AppError("import.siteWithoutLists", { host: reader.host });
  return {
    known: [...known.values()],
    pages: [...new Set(pages)].slice(0, mostPages).map((path) => new URL(path, site).href),
  };
}

/**
 * Reads the titles and dates of pages, one page at a time.
 * For a page that the server does not send, the result contains only the address.
 */
export async function readSitePages(
  pages: readonly string[],
  options: OldSiteOptions,
): Promise<OldAddress[]> {
  const [first] = pages;
  if (first === undefined) return [];
  const reader = new PoliteReader(first, options);
  const found: OldAddress[] = [];
  for (const [index, page] of pages.entries()) {
    options.onProgress?.(index, pages.length);
    const html = await reader.textAt(page);
    const { host, origin, pathname, search } = new URL(page);
    const [facts] = html === null ? [] : addressOfPage(html, options.timeZone, page);
    const { title = "", date = null } = facts ?? {};
    found.push({ host, origin, path: pathname + search, title, date });
  }
  return found;
}

/** Fetches texts from one host, one after another. Pauses between two requests. */
class PoliteReader {
  readonly host: string;
  readonly #site: string;
  readonly #options: OldSiteOptions;
  #fault = "gone";
  #isFirst = true;

  constructor(site: string, options: OldSiteOptions) {
    this.#site = site;
    this.host = new URL(site).host;
    this.#options = options;
  }

  /** Returns the text at an address, or null if there is none. Rejects if the work is cancelled. */
  async textAt(address: string): Promise<string | null> {
    const { fetcher, signal, pauseMs = politePauseMs } = this.#options;
    if (!this.#isFirst) await pause(pauseMs, undefined, { signal }).catch(() => undefined);
    this.#isFirst = false;
    if (signal.aborted) throw new AppError("call.cancelled");
    try {
      const bytes = await fetcher.fetch(address, signal);
      return decodeUtf8Strict(bytes) ?? decodeByGuess(bytes);
    } catch (error) {
      if (signal.aborted) throw new AppError("call.cancelled");
      if (!(error instanceof PictureError)) throw error;
      this.#fault = error.fault;
      return null;
    }
  }

  /**
   * Reads the site maps that robots.txt names, or else the site map at the usual address.
   * Also reads the site maps that are listed in other site maps.
   */
  async siteMaps(): Promise<OldAddress[]> {
    const robots = (await this.textAt(new URL("/robots.txt", this.#site).href)) ?? "";
    const named = Array.from(robots.matchAll(/^\s*sitemap:\s*(\S+)/gim), ([, url = ""]) => url);
    const waiting = named.length > 0 ? named : [new URL("sitemap.xml", this.#folder).href];
    const seen = new Set<string>();
    const found: OldAddress[] = [];
    for (let url = waiting.shift(); url !== undefined && seen.size < mostLists; url = waiting.shift()) {
      if (!this.#isOwn(url) || seen.has(url)) continue;
      seen.add(url);
      const text = (await this.textAt(url)) ?? "";
      const maps = /<sitemapindex\b/i.test(text)
        ? Array.from(text.matchAll(/<loc>\s*([^<\s]+)\s*<\/loc>/gi), ([, map = ""]) => decodeEntities(map))
        : [];
      waiting.push(...maps);
      if (maps.length === 0) found.push(...(await this.#addressesIn(text)));
    }
    return found;
  }

  /** Reads the feeds that a page names, or else the feeds at the usual addresses. */
  async feeds(html: string): Promise<OldAddress[]> {
    const links = [...elementsIn(parseDocument(html))]
      .filter(({ tagName }) => tagName === "link")
      .filter((link) => /application\/(?:rss|atom|rdf)\+xml/i.test(attributeOf(link, "type")))
      .map((link) => attributeOf(link, "href"))
      .filter((href) => URL.canParse(href, this.#site))
      .map((href) => new URL(href, this.#site).href);
    const usual = usualFeeds.map((name) => new URL(name, this.#folder).href);
    const found: OldAddress[] = [];
    for (const url of links.length > 0 ? new Set(links) : usual) {
      if (!this.#isOwn(url)) continue;
      found.push(...(await this.#addressesIn((await this.textAt(url)) ?? "")));
      // If the page names no feed, tries the usual addresses until one has entries.
      if (links.length === 0 && found.length > 0) break;
    }
    return found;
  }

  unreachable(): AppError {
    return new AppError("import.siteUnreachable", { host: this.host, fault: this.#fault });
  }

  get #folder(): string {
    return new URL(".", this.#site).href;
  }

  #isOwn(url: string): boolean {
    return URL.canParse(url) && new URL(url).host === this.host;
  }

  /** Returns the addresses in a feed or site map. Other texts, such as error pages, have no addresses. */
  async #addressesIn(text: string): Promise<OldAddress[]> {
    if (!/^\s*(?:<\?xml|<(?:urlset|rss|feed|rdf:RDF)\b)/i.test(text)) return [];
    const found = await addressesIn(text, this.#options.timeZone).catch(() => []);
    return found.filter(({ host }) => host === this.host);
  }
}

/** Writes addresses as a table that `addressesIn` can read. */
export function addressTable(addresses: readonly OldAddress[]): string {
  const cell = (text: string): string => `"${text.replaceAll('"', '""').replace(/\s+/g, " ")}"`;
  return addresses
    .map(({ origin, path, title, date }) => {
      const address = origin + path;
      const written = date === null ? "" : date.hasTime ? toIso(date) : toIso(date).slice(0, 10);
      return [address, title, written].map(cell).join(",");
    })
    .join("\n");
}
