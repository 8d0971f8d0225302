import type { FeedLink } from "../template-data/head.ts";
import { places } from "../addresses/places.ts";
import { fromRoot, publicPath } from "../addresses/urls.ts";

/** The formats of each feed; the first, listed first in heads, is the one that most readers support. */
export const feedFormats = [
  { name: places.rss, format: "RSS", type: "application/rss+xml" },
  { name: places.atom, format: "Atom", type: "application/atom+xml" },
  { name: places.jsonFeed, format: "JSON Feed", type: "application/feed+json" },
] as const;

/** Returns links to the feed in a folder ("" for the site's) in each format, for a page with that root. */
export function feedLinks(title: string, folder: string, root: string): FeedLink[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  return feedFormats.map(({ name, format, type }) => ({
    title: `${title} (${format})`,
    type,
    url: fromRoot(root, publicPath(prefix + name)),
  }));
}
