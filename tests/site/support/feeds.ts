import { join } from "node:path";
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from "feedsmith";
import type { BuiltSite } from "./built-sites.ts";
import { type ReadFeed, readWithFeedparser } from "./outside-programs.ts";
import { pathsEnding, readText, sites } from "./sites.ts";

/** The data of an entry that feed readers use, independent of the format. Times are ISO 8601 in UTC. */
export interface FeedEntry {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly html: string;
  readonly summary: string;
  readonly published: string;
  readonly tags: readonly string[];
}

/** Returns the paths of the RSS and Atom feeds of a site: `rss.xml`, `atom.xml`, `tags/tea/rss.xml`. */
function xmlFeedPaths(site: BuiltSite): string[] {
  return [...pathsEnding(site, "rss.xml"), ...pathsEnding(site, "atom.xml")];
}

/** One feed as feedparser parses it. */
export interface ParsedFeed {
  readonly site: BuiltSite;
  readonly path: string;
  readonly feed: ReadFeed;
}

/** Parses every RSS and Atom feed of every site in one run of feedparser. */
export function readEveryFeed(): ParsedFeed[] {
  const places = sites.flatMap((site) => xmlFeedPaths(site).map((path) => ({ site, path })));
  const feeds = readWithFeedparser(places.map(({ site, path }) => join(site.folder, path)));
  return feeds.map((feed, index) => {
    const place = places[index];
    if (!place) throw new Error("feedparser answered for more feeds than it was given");
    return { ...place, feed };
  });
}

/** Returns the entries that feedparser found. It uses the content if there is no summary. */
export function entriesOfFeedparser({ entries }: ReadFeed): FeedEntry[] {
  return entries.map((entry) => ({
    id: entry.id ?? "",
    url: entry.link ?? "",
    title: entry.title ?? "",
    html: entry.content ?? "",
    summary: entry.summary === entry.content ? "" : (entry.summary ?? ""),
    published: entry.published ?? "",
    tags: entry.tags,
  }));
}

/** Functions that parse the site's feed in one of the formats with feedsmith. */
export const feedsmithReaders = { "rss.xml": rss, "atom.xml": atom, "feed.json": json } as const;

function rss(site: BuiltSite): FeedEntry[] {
  const { items = [] } = parseRssFeed(readText(site, "rss.xml"));
  return items.map((item) => ({
    id: item.guid?.value ?? "",
    url: item.link ?? "",
    title: item.title ?? "",
    html: item.content?.encoded ?? "",
    summary: item.description ?? "",
    published: instant(item.pubDate),
    tags: (item.categories ?? []).map(({ name = "" }) => name),
  }));
}

function atom(site: BuiltSite): FeedEntry[] {
  const { entries = [] } = parseAtomFeed(readText(site, "atom.xml"));
  return entries.map((entry) => ({
    id: entry.id ?? "",
    url: entry.links?.find(({ rel }) => rel === "alternate")?.href ?? "",
    title: entry.title?.value ?? "",
    html: entry.content?.value ?? "",
    summary: entry.summary?.value ?? "",
    published: instant(entry.published),
    tags: (entry.categories ?? []).map(({ term = "" }) => term),
  }));
}

function json(site: BuiltSite): FeedEntry[] {
  const { items = [] } = parseJsonFeed(readText(site, "feed.json"));
  return items.map((item) => ({
    id: item.id ?? "",
    url: item.url ?? "",
    title: item.title ?? "",
    html: item.content_html ?? "",
    summary: item.summary ?? "",
    published: instant(item.date_published),
    tags: item.tags ?? [],
  }));
}

function instant(date: string | undefined): string {
  return date === undefined ? "" : new Date(date).toISOString().replace(".000Z", "Z");
}
