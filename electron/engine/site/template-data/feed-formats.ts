import { collisionKey } from "#contract/text/collision-key.ts";
import type { FeedLink } from "./head.ts";
import { places } from "../addresses/places.ts";
import { formerFolders } from "../addresses/moved-lists.ts";
import { isProtected } from "../entries/protected-sections.ts";
import type { Site } from "../model/site.ts";
import { fromRoot, publicPath } from "../addresses/urls.ts";

/** The formats in which each feed is written, the best supported format first. */
export const feedFormats = [
  { name: places.rss, format: "RSS", type: "application/rss+xml" },
  { name: places.atom, format: "Atom", type: "application/atom+xml" },
  { name: places.jsonFeed, format: "JSON Feed", type: "application/feed+json" },
] as const;

const allNames: readonly string[] = feedFormats.map(({ name }) => name);

/** By default, a tag or category with at least this many posts has a feed. */
const manyPosts = 10;

interface FedList {
  readonly kind: "archive" | "section" | "tag" | "category";
  /** Name of the section in blog.yaml; "" for other lists. */
  readonly section: string;
  readonly folder: string;
  readonly entries: readonly unknown[];
}

/**
 * Returns the file names of a list's feeds. Published feeds stay, because people may have subscribed.
 * The lists of tags and categories have only RSS feeds, so that a publish has fewer files to upload.
 * A section with a password has no feeds, because feeds would show the protected posts.
 */
export function feedNamesOf(
  { settings, kept }: Pick<Site, "settings" | "kept">,
  { kind, section, folder, entries }: FedList,
): readonly string[] {
  if (isProtected(settings, section)) return [];
  if (kind === "section") return allNames;
  const { tags } = settings.feeds;
  const isWanted = kind !== "archive" && (tags === "all" || (tags === "auto" && entries.length >= manyPosts));
  const folders = [folder, ...formerFolders(settings, folder)];
  const isKept = (name: string): boolean => folders.some((each) => kept.has(`${each}/${name}`));
  return allNames.filter((name) => (isWanted && name === places.rss) || isKept(name));
}

/**
 * Returns the file names of the feeds of the whole site, the best supported format first.
 * Leaves out a feed if an old site beside the blog has a file with the feed's name.
 */
export function siteFeedNames({ oldFiles }: Pick<Site, "oldFiles">): readonly string[] {
  return allNames.filter((name) => !oldFiles.has(collisionKey(name)));
}

/** Returns the links from a page to a feed. `folder` is the feed's folder; "" for the whole site. */
export function feedLinks(
  title: string,
  folder: string,
  root: string,
  names: readonly string[] = allNames,
): FeedLink[] {
  const prefix = folder === "" ? "" : `${folder}/`;
  const formats = feedFormats.filter(({ name }) => names.includes(name));
  return formats.map(({ name, format, type }) => ({
    title: `${title} (${format})`,
    type,
    url: fromRoot(root, publicPath(prefix + name)),
  }));
}
