import { toIso, toRfc822 } from "#engine/blog/dates/moment.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import { renderAtom } from "#engine/site/feeds/atom.ts";
import type { Feed, FeedItem, FeedMoment } from "#engine/site/feeds/feed.ts";
import { renderJsonFeed } from "#engine/site/feeds/json-feed.ts";
import { renderRss } from "#engine/site/feeds/rss.ts";
import type { ArticleFacts } from "../articles/article.ts";
import { absoluteHtml } from "./article-html.ts";
import { feedFormats } from "../template-data/feed-formats.ts";
import { feedIdOf, guidOf } from "../addresses/guid.ts";
import { places } from "../addresses/places.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "../entries/site-entry.ts";
import { bylineOf, fullTitle } from "../template-data/site-texts.ts";
import { linkAddress, publicPath } from "../addresses/urls.ts";

export interface FeedSource {
  readonly kind: "site" | "archive" | "section" | "tag" | "category";
  /** Title of the list, to which feeds add the blog's title; "" for the feed of the whole site. */
  readonly title: string;
  readonly folder: string;
  /** Entries of the list, oldest first. */
  readonly entries: readonly SiteEntry[];
}

/** Plans the feeds of the whole site. */
export function planFeeds(site: Site): Generator<PlannedFile> {
  const names = feedFormats.map(({ name }) => name);
  return feedFiles(site, { kind: "site", title: "", folder: "", entries: site.model.posts }, names);
}

/**
 * Plans the files of a feed, one for each format. `names` holds the file names of these formats.
 * If `at` is a former folder of the list, the files in it contain the new address of the feed.
 */
export function* feedFiles(
  site: Site,
  source: FeedSource,
  names: readonly string[],
  at: string = source.folder,
): Generator<PlannedFile> {
  const texts = feedEntries(site, source);
  for (const name of names) {
    yield feedFile(site, source, texts, { path: inFolder(at, name), address: inFolder(source.folder, name) });
  }
}

function inFolder(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

interface FeedPlace {
  readonly path: string;
  /** The feed's own path, as stated in the feed. */
  readonly address: string;
}

function feedFile(
  site: Site,
  source: FeedSource,
  texts: readonly SiteEntry[],
  { path, address }: FeedPlace,
): PlannedFile {
  return {
    path,
    group: "feed",
    name: path,
    texts,
    inputs: () => [
      site.pageKey,
      isOfTerm(source) ? "" : site.settings.author,
      path,
      source.title,
      source.folder,
      ...texts.flatMap((entry) => [entry, site.articleOf(entry)]),
    ],
    text: () => writeFeed(site, lastFeed(site, source, texts), address),
  };
}

function writeFeed(site: Site, feed: Feed, path: string): string {
  const url = site.baseUrl + publicPath(path);
  if (path.endsWith(places.atom)) return renderAtom(feed, url, feedIdOf(site.blogId, path));
  if (path.endsWith(places.jsonFeed)) return renderJsonFeed(feed, url);
  return renderRss(feed, url);
}

interface MadeFeed {
  readonly texts: readonly SiteEntry[];
  readonly articles: readonly ArticleFacts[];
  readonly feed: Feed;
}

/** The last feed made for each site. All formats of a feed are written from the same object. */
const made = new WeakMap<Site, MadeFeed>();

function lastFeed(site: Site, source: FeedSource, texts: readonly SiteEntry[]): Feed {
  const articles = texts.map((entry) => site.articleOf(entry));
  const last = made.get(site);
  const isSame =
    last?.texts === texts && articles.every((article, index) => article === last.articles[index]);
  if (isSame) return last.feed;
  const feed = feedOf(site, source, texts);
  made.set(site, { texts, articles, feed });
  return feed;
}

/** Feeds of tags and categories have half as many posts, because each post is in several of them. */
function feedEntries({ settings }: Site, source: FeedSource): SiteEntry[] {
  const { items } = settings.feeds;
  return source.entries.slice(-(isOfTerm(source) ? Math.ceil(items / 2) : items)).reverse();
}

function isOfTerm({ kind }: FeedSource): boolean {
  return kind === "tag" || kind === "category";
}

function feedOf(site: Site, source: FeedSource, texts: readonly SiteEntry[]): Feed {
  const { settings } = site;
  const { title, folder } = source;
  const siteTitle = fullTitle(settings);
  return {
    title: title === "" ? siteTitle : `${title} - ${siteTitle}`,
    description: settings.description || siteTitle,
    language: settings.language,
    pageUrl: site.baseUrl + publicPath(folder === "" ? places.front : `${folder}/index.html`),
    // Feeds of tags and categories do not name the author, so that a new name does not change all of them.
    author: isOfTerm(source) ? { name: "" } : feedAuthor(site),
    hub: linkAddress(settings.feeds.hub ?? "") || undefined,
    items: texts.map((entry) => feedItem(site, entry)),
  };
}

function feedAuthor(site: Site): Feed["author"] {
  const { email } = site.settings.author;
  return { ...bylineOf(site), ...(email === undefined ? {} : { email }) };
}

/** Converts a post to an item of a feed. */
export function feedItem(site: Site, entry: SiteEntry): FeedItem {
  const { post } = entry;
  const published = feedMoment(entry.date ?? { time: 0, offsetMinutes: 0, hasTime: false });
  const isAnnounced = post.updated !== null && changedTimeOf(entry) > timeOf(entry);
  return {
    id: guidOf(post, site.blogId),
    url: site.baseUrl + entry.url,
    title: entry.title,
    published,
    updated: isAnnounced && post.updated ? feedMoment(post.updated) : published,
    tags: post.tags,
    summary: site.summaryOf(entry).excerpt,
    html: site.settings.feeds.content === "full" ? absoluteHtml(site, entry) : null,
  };
}

function feedMoment(moment: Moment): FeedMoment {
  return { time: moment.time, rfc822: toRfc822(moment), iso: toIso(moment) };
}
