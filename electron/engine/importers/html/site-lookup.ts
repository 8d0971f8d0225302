import { posix } from "node:path";
import { decoded } from "#contract/text/percent-encoding.ts";
import type { ImportFile } from "../input/import-file.ts";
import type { PageFacts } from "./page-facts.ts";
import { addressKey } from "./page-files.ts";
import type { FeedItem } from "./site-feed.ts";

/** A page of the imported folder, and the facts that were read from the page. */
export interface ReadPage {
  readonly file: ImportFile;
  readonly facts: PageFacts;
}

/** Finds out to which page of the imported folder a link leads. */
export class PageLookup {
  readonly #byKey = new Map<string, number>();
  /** Hosts of the old site. */
  readonly hosts = new Set<string>();
  /** Path of the folder on the old host, such as `/diary`. "" if the folder is at the top of the host. */
  prefix = "";

  /**
   * Sets the address of the page with the index `page`, unless another page already has this address.
   */
  add(address: string, page: number): void {
    const key = addressKey(address);
    if (!this.#byKey.has(key)) this.#byKey.set(key, page);
  }

  at(address: string): number | undefined {
    return this.#byKey.get(addressKey(address));
  }

  /**
   * Returns the path to which a link leads, relative to the folder, and the index of the page at this path.
   * `page` is undefined if the folder has no page at the path.
   * Returns null if the link leads to another site.
   */
  follow(
    link: string,
    from: string,
  ): { readonly path: string; readonly hash: string; readonly page?: number } | null {
    const found = pathOf(link, from, this.hosts);
    if (found === null) return null;
    const { path, hash, isAbsolute } = found;
    const inside =
      isAbsolute && this.prefix !== "" && path.startsWith(`${this.prefix}/`)
        ? path.slice(this.prefix.length)
        : path;
    const page = this.at(path) ?? this.at(inside);
    return { path: page === undefined ? path : inside, hash, ...(page === undefined ? {} : { page }) };
  }
}

/** Returns the path of a link on the old site, or null if the link leads elsewhere. */
function pathOf(
  link: string,
  from: string,
  hosts: ReadonlySet<string>,
): { path: string; hash: string; isAbsolute: boolean } | null {
  const written = link.trim().replaceAll("\\", "/");
  const hash = /#.*$/s.exec(written)?.[0] ?? "";
  const address = written.slice(0, written.length - hash.length);
  if (/^(?:[a-z][a-z0-9+.-]*:)?\/\//i.test(address)) {
    const whole = address.startsWith("//") ? `https:${address}` : address;
    if (!URL.canParse(whole)) return null;
    const { host, pathname, search } = new URL(whole);
    return hosts.has(host) ? { path: pathname + search, hash, isAbsolute: true } : null;
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(address)) return null;
  if (address.startsWith("/")) return { path: address, hash, isAbsolute: true };
  const [fromPath = "/"] = from.split("?");
  if (address === "" || address.startsWith("?")) return { path: fromPath + address, hash, isAbsolute: false };
  const [path = "", query] = address.split(/\?(.*)/s);
  const joined = posix.normalize(
    posix.join(fromPath.endsWith("/") ? fromPath : posix.dirname(fromPath), path),
  );
  return { path: decoded(joined) + (query === undefined ? "" : `?${query}`), hash, isAbsolute: false };
}

/** Finds the host of the old site, and the path of the folder on this host. */
export function lookupOf(read: readonly ReadPage[], items: readonly FeedItem[]): PageLookup {
  const lookup = new PageLookup();
  for (const [index, { facts }] of read.entries()) lookup.add(facts.address, index);
  const prefixes = new Map<string, number>();
  const vote = (written: string, page?: number): void => {
    if (!/^https?:\/\//i.test(written) || !URL.canParse(written)) return;
    const { host, pathname, search } = new URL(written);
    const path = pathname + search;
    const prefix = prefixIn(path, lookup, page);
    if (prefix === null) return;
    const key = `${host}\n${prefix}`;
    prefixes.set(key, (prefixes.get(key) ?? 0) + 1);
  };
  for (const { link } of items) vote(link);
  for (const [index, { facts }] of read.entries())
    for (const own of facts.data.addresses.slice(0, 1)) vote(own, index);
  const [best] = [...prefixes].sort(([, one], [, other]) => other - one);
  if (best) {
    const [host = "", prefix = ""] = best[0].split("\n");
    lookup.hosts.add(host);
    lookup.prefix = prefix;
    // Adds the host with or without `www`, because links to a site often use both forms.
    lookup.hosts.add(host.startsWith("www.") ? host.slice(4) : `www.${host}`);
  }
  for (const [index, page] of read.entries()) {
    const own = statedAddress(page, index, lookup);
    if (own !== null) lookup.add(own, index);
  }
  return lookup;
}

/** Removes a page's path from the end of `path`. Returns null if `path` does not end with a page's path. */
function prefixIn(path: string, lookup: PageLookup, page: number | undefined): string | null {
  for (let at = 0; at >= 0; at = path.indexOf("/", at + 1)) {
    const found = lookup.at(path.slice(at));
    // Ignores a match of `/` at the end of `path`, because `/` is always the path of the front page.
    if (found !== undefined && (page === undefined || found === page) && path.slice(at) !== "/")
      return path.slice(0, at);
  }
  return page === undefined || !path.endsWith("/") || lookup.at("/") !== page ? null : path.slice(0, -1);
}

/** Returns the address on the old site that a page states as its own, or null. */
function statedAddress({ facts }: ReadPage, index: number, lookup: PageLookup): string | null {
  for (const written of facts.data.addresses) {
    if (!URL.canParse(written)) continue;
    const { host, pathname, search } = new URL(written);
    if (lookup.hosts.size > 0 && !lookup.hosts.has(host)) continue;
    if (lookup.hosts.size === 0) lookup.hosts.add(host);
    const owner = lookup.at(pathname + search);
    // Ignores the address of another page: faulty templates state the front page's address in every page.
    if (owner === undefined || owner === index) return pathname + search;
  }
  return null;
}

/** Returns the address of a page on the old host. */
export function addressOnSite(facts: PageFacts, index: number, lookup: PageLookup): string {
  for (const written of facts.data.addresses) {
    if (!URL.canParse(written)) continue;
    const { host, pathname, search } = new URL(written);
    if (lookup.hosts.has(host) && lookup.at(pathname + search) === index) return pathname + search;
  }
  return lookup.prefix + facts.address;
}

/** The links between the pages of the imported folder. */
export interface SiteLinks {
  /** Maps the index of each page to the number of pages that link to this page. */
  readonly toPage: ReadonlyMap<number, number>;
  /** Maps the index of each page to the fragments of all links to this page. */
  readonly anchors: ReadonlyMap<number, ReadonlySet<string>>;
}

/** Finds the links between all pages. */
export function linksOf(read: readonly ReadPage[], lookup: PageLookup): SiteLinks {
  const toPage = new Map<number, number>();
  const anchors = new Map<number, Set<string>>();
  for (const [index, { facts }] of read.entries()) {
    const reached = new Set<number>();
    for (const link of facts.allLinks) {
      const target = lookup.follow(link, facts.address);
      if (target?.page === undefined) continue;
      if (target.page !== index) reached.add(target.page);
      if (target.hash.length < 2) continue;
      const known = anchors.get(target.page) ?? new Set<string>();
      anchors.set(target.page, known.add(target.hash.slice(1)));
    }
    for (const page of reached) toPage.set(page, (toPage.get(page) ?? 0) + 1);
  }
  return { toPage, anchors };
}

/** Maximum number of redirects in a chain. */
const longestChain = 10;

/** Maps each redirecting page to its final target. Pages are given by their indexes. */
export function redirectsOf(read: readonly ReadPage[], lookup: PageLookup): Map<number, number> {
  const next = (index: number): number | undefined => {
    const facts = read[index]?.facts;
    if (!facts) return undefined;
    const target = facts.redirect
      ? lookup.follow(facts.redirect, facts.address)?.page
      : originalOf(facts, read, lookup);
    return target === index ? undefined : target;
  };
  const redirects = new Map<number, number>();
  for (const index of read.keys()) {
    let target = next(index);
    for (let step = 0; target !== undefined && step < longestChain; step += 1) {
      redirects.set(index, target);
      target = next(target);
    }
    // A circle of redirects leads nowhere, so its pages do not count as redirecting pages.
    if (target !== undefined) redirects.delete(index);
  }
  return redirects;
}

/**
 * If a page is a copy, returns the index of the original page.
 * Programs that save sites also save copies of a page, at addresses such as `/?p=12`.
 * A copy states the address of the original page, and has the same title.
 */
function originalOf(
  { address, data, documentTitle }: PageFacts,
  read: readonly ReadPage[],
  lookup: PageLookup,
): number | undefined {
  const [stated = ""] = data.addresses;
  const target = address.includes("?") && stated !== "" ? lookup.follow(stated, address)?.page : undefined;
  return target !== undefined && read[target]?.facts.documentTitle === documentTitle ? target : undefined;
}

/** Maps the index of each page to its feed items. Merges equal items of several feeds. */
export function itemsByPage(items: readonly FeedItem[], lookup: PageLookup): Map<number, FeedItem[]> {
  const found = new Map<number, FeedItem[]>();
  for (const item of items) {
    const page = lookup.follow(item.link, "/")?.page;
    if (page === undefined) continue;
    const there = found.get(page) ?? [];
    const same = there.findIndex((known) => isSameItem(known, item));
    const merged = there[same] ? withFacts(there[same], item) : item;
    found.set(page, same < 0 ? [...there, item] : there.with(same, merged));
  }
  return found;
}

/** Whether two items from feeds of the site describe the same post. */
function isSameItem(one: FeedItem, other: FeedItem): boolean {
  const plain = ({ link }: FeedItem): string => link.replace(/^https?:/i, "");
  return one.isMapped === other.isMapped && plain(one) === plain(other);
}

/** Fills the empty fields of an item with the values of the same item in a second feed. */
function withFacts(one: FeedItem, other: FeedItem): FeedItem {
  return {
    ...one,
    title: one.title || other.title,
    published: one.published || other.published,
    updated: one.updated || other.updated,
    tags: [...new Set([...one.tags, ...other.tags])],
    guid: one.guid || other.guid,
    summary: one.summary || other.summary,
  };
}
