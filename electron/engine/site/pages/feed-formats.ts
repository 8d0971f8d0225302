import type { FeedLink } from "../template-data/head.ts";
import { places } from "../addresses/places.ts";
import { fromRoot, publicPath } from "../addresses/urls.ts";

/**
 * The formats in which each feed is written. Most feed readers support the first one, so it also comes first
 * in the heads of pages.
 */
export const feedFormats = [
  { name: places.rss, format: "RSS", type: "application/rss+xml" },
  { name: places.atom, format: "Atom", type: "application/atom+xml" },
  { name: places.jsonFeed, format: "JSON Feed", type: "application/feed+json" },
] as const;

/**
 * Returns the links from a page to a feed in all its formats. `folder` is the feed's folder; "" for the feed
 * of the whole site. `root` is the path from the page to the root of the site.
 */
export function feedLinks(title: string, folder: string, root: string): FeedLink[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  return feedFormats.map(({ name, format, type }) => ({
    title: `${title} (${format})`,
    type,
    url: fromRoot(root, publicPath(prefix + name)),
  }));
}
