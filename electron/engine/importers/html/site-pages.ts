import { posix } from "node:path";
import type { Moment } from "#engine/blog/posts/post.ts";
import type { UnusedFile } from "../importer.ts";
import type { ImportFile } from "../input/import-file.ts";
import { japaneseTime, type PageFacts, readFacts } from "./page-facts.ts";
import { addressOfFile, isBelow, lockedFolders, looksLikePage, pagesIn, pageText } from "./page-files.ts";
import { RepeatedParts } from "./repeated-parts.ts";
import { datesOf, dateInPage } from "./site-dates.ts";
import { type FeedItem, feedsIn, isFeed } from "./site-feed.ts";
import { type PageRole, rolesOf } from "./site-roles.ts";
import {
  addressOnSite,
  itemsByPage,
  linksOf,
  lookupOf,
  redirectsOf,
  type PageLookup,
  type ReadPage,
  type SiteLinks,
} from "./site-lookup.ts";
import { SiteTitles, titleOf, withoutSharedMark } from "./site-titles.ts";

/** A page of the old site, with the decisions of the import about it. */
export interface SitePage {
  readonly file: ImportFile;
  readonly facts: PageFacts;
  /** Address on the old site: path and query. */
  readonly address: string;
  readonly folder: string;
  readonly role: PageRole;
  readonly title: string;
  readonly date: Moment | null;
  readonly isDateOdd: boolean;
  readonly updated: Moment | null;
  readonly item: FeedItem | null;
  /** Whether another page, a feed or a site map leads to the page. */
  readonly isReached: boolean;
  /** Whether visitors of the old site needed a password for the page. */
  readonly isLocked: boolean;
  /** Whether most pages link to this page. Such a page is usually in a menu. */
  readonly isInMenu: boolean;
}

/** An old site, after the first pass over its pages. */
export interface OldSite {
  readonly pages: readonly SitePage[];
  readonly lookup: PageLookup;
  readonly repeated: RepeatedParts;
  readonly unused: readonly UnusedFile[];
  readonly timeZone: string;
  /** Maps the index of each redirecting page to the index of the page to which it redirects. */
  readonly redirects: ReadonlyMap<number, number>;
  /** Maps the index of each page to the fragments of all links to this page. */
  readonly anchors: ReadonlyMap<number, ReadonlySet<string>>;
  /** Descriptions that several pages share. They become no excerpts, because they describe no single page. */
  readonly commonDescriptions: ReadonlySet<string>;
}

/** Stores equal texts, such as the menu of many pages, as one string to save memory. */
class SharedTexts {
  readonly #texts = new Map<string, string>();

  in(facts: PageFacts): PageFacts {
    return {
      ...facts,
      partKeys: this.#all(facts.partKeys),
      links: facts.links.map((links) => this.#all(links)),
      allLinks: this.#all(facts.allLinks),
    };
  }

  #all(texts: readonly string[]): string[] {
    return texts.map((text) => {
      const known = this.#texts.get(text);
      if (known === undefined) this.#texts.set(text, text);
      return known ?? text;
    });
  }
}

interface SiteReading {
  readonly encoding?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly blogTimeZone: string;
}

/** Reads all pages and feeds of a site once, and decides the role of each page, such as post or list. */
export async function readSite(files: readonly ImportFile[], options: SiteReading): Promise<OldSite> {
  const { items, damaged } = await feedsIn(files);
  const unused: UnusedFile[] = damaged.map((name) => ({ name, reason: "damagedFeed" }));
  const read: ReadPage[] = [];
  const shared = new SharedTexts();
  for (const file of await pagesIn(files)) {
    const head = await file.head();
    if (isFeed(head)) continue;
    const page = await pageText(file, options.encoding);
    if (page === null) unused.push({ name: file.name, reason: "tooLarge" });
    else if (
      !/<[a-z!]/i.test(page.html) ||
      /^\s*[{[]\s*["{]/.test(page.html) ||
      (!looksLikePage(head) && !/<\/?(?:p|br|h[1-6]|div|a)\b/i.test(page.html))
    )
      unused.push({ name: file.name, reason: "notAPage" });
    else {
      const facts = readFacts(page.html, {
        address: addressOfFile(file.name),
        encoding: page.encoding,
        timeZone: options.timeZone,
        blogTimeZone: options.blogTimeZone,
      });
      read.push({ file, facts: shared.in(facts) });
    }
  }
  const isJapanese = read.filter(({ facts }) => facts.isJapanese).length > read.length / 2;
  const timeZone = options.timeZone ?? (isJapanese ? japaneseTime : options.blogTimeZone);
  const lookup = lookupOf(read, items);
  const found = itemsByPage(items, lookup);
  for (const { link, isMapped } of items)
    if (!isMapped && lookup.follow(link, "/")?.page === undefined)
      unused.push({ name: link, reason: "pageMissing" });
  const links = linksOf(read, lookup);
  const redirects = redirectsOf(read, lookup);
  const repeated = new RepeatedParts();
  const titles = new SiteTitles();
  for (const [index, { facts }] of read.entries()) {
    // Skips copies of a page. Otherwise, the page's own text would count as a part of the template.
    if (redirects.has(index)) continue;
    repeated.add(posix.dirname(facts.address), [...facts.partKeys, ...facts.dated.map(({ key }) => key)]);
    titles.add(facts.documentTitle);
  }
  const locked = await lockedFolders(files);
  const pages = decide(read, { lookup, found, repeated, titles, links, redirects, timeZone, locked });
  return {
    pages,
    lookup,
    repeated,
    unused,
    timeZone,
    redirects,
    anchors: links.anchors,
    commonDescriptions: commonDescriptions(read),
  };
}

interface Decision {
  readonly lookup: PageLookup;
  readonly found: ReadonlyMap<number, readonly FeedItem[]>;
  readonly repeated: RepeatedParts;
  readonly titles: SiteTitles;
  readonly links: SiteLinks;
  readonly redirects: ReadonlyMap<number, number>;
  readonly timeZone: string;
  /** Folders for which visitors of the old site needed a password. */
  readonly locked: readonly string[];
}

function decide(read: readonly ReadPage[], decision: Decision): SitePage[] {
  const { lookup, found, repeated, titles, links, redirects, timeZone, locked } = decision;
  const feedItems = (index: number): FeedItem[] =>
    (found.get(index) ?? []).filter(({ isMapped }) => !isMapped);
  const roles = rolesOf(read, { lookup, feedItems, repeated, redirects, timeZone });
  const reached = read.filter((_, index) => (links.toPage.get(index) ?? 0) > 0 || found.has(index)).length;
  // If links lead to at most half of the pages, the author probably saved only a part of the site.
  // In this case, every page counts as linked, because the missing pages may link to it.
  const isLinked = reached > read.length / 2;
  const written = read.map(({ facts }, index) => titleOf(facts, feedItems(index), titles));
  const posts = roles.flatMap((role, index) => (role === "post" ? [index] : []));
  const plain = withoutSharedMark(posts.map((index) => written[index] ?? ""));
  for (const [at, index] of posts.entries()) written[index] = plain[at] ?? "";
  return read.map(({ file, facts }, index): SitePage => {
    const items = feedItems(index);
    const role = roles[index] ?? "page";
    const dates =
      role === "post"
        ? datesOf(facts, items, dateInPage(facts, repeated), timeZone)
        : { date: null, isOdd: false, updated: null };
    return {
      file,
      facts,
      address: addressOnSite(facts, index, lookup),
      folder: posix.dirname(facts.address),
      role,
      title: written[index] || posix.basename(file.name).replace(/\.\w+$/, ""),
      date: dates.date,
      isDateOdd: dates.isOdd,
      updated: dates.updated,
      // Uses no feed item if several describe one page, because each describes only a section of the page.
      item: items.length === 1 ? (items[0] ?? null) : null,
      isReached: !isLinked || role === "front" || (links.toPage.get(index) ?? 0) > 0 || found.has(index),
      isLocked: isBelow(locked, file.name),
      isInMenu: read.length > 2 && (links.toPage.get(index) ?? 0) >= (read.length - 1) / 2,
    };
  });
}

function commonDescriptions(read: readonly ReadPage[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { facts } of read)
    counts.set(facts.data.description, (counts.get(facts.data.description) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count > 1).map(([text]) => text));
}
