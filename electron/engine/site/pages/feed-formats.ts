import type { FeedLink } from "../template-data/head.ts";
import { places } from "../addresses/places.ts";
import { fromRoot, publicPath } from "../addresses/urls.ts";

/**
 * The formats in which each feed is written. The first, which most feed readers support, is also the first in
 * the heads of pages.
 */
export const feedFormats = [
  { name: places.rss, format: "RSS", type: "application/rss+xml" },
  { name: places.atom, format: "Atom", type: "application/atom+xml" },
  { name: places.jsonFeed, format: "JSON Feed", type: "application/feed+json" },
] as const;

/**
 * Returns links to a feed in all formats for a page whose path to the top of the site is `root`. `folder`:
 * the feed's folder; "" for the feed of the whole site.
 */
export function feedLinks(title: string, folder: string, root: string): FeedLink[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  return feedFormats.map(({ name, format, type }) => ({
    title: `${title} (${format})`,
    type,
    url: fromRoot(root, publicPath(prefix + name)),
  }));
}
