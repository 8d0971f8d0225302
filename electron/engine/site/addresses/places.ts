import type { SectionGroup } from "../model/site-groups.ts";

/** Site paths of the generated pages and files. Folders have no trailing slash. */
export const places = {
  front: "index.html",
  notFound: "404.html",
  contents: "contents",
  archive: "archive",
  series: "series",
  search: "search.html",
  rss: "rss.xml",
  atom: "atom.xml",
  jsonFeed: "feed.json",
  opml: "feeds.opml",
  htaccess: ".htaccess",
  parts: "parts",
  /** Folder of the visitor counter and the feedback form. */
  visitors: "visitors",
  feedback: "feedback.php",
  partsScript: "parts/include.js",
} as const;

/**
 * Returns the folder of a section's list. If the pages of the section are at the root of the site, this is a
 * folder in `sections/`.
 */
export function sectionFolder(section: SectionGroup): string {
  return section.path === "" ? `sections/${section.name}` : section.path.normalize("NFC");
}

export function tagFolder(slug: string): string {
  return `tags/${slug}`;
}

export function categoryFolder(slug: string): string {
  return `categories/${slug}`;
}

/**
 * Returns the path of one page of a list. If `number` is null, this is the newest page, which is the folder's
 * index.
 */
export function listPage(folder: string, number: number | null): string {
  return `${folder}/${number ?? "index"}.html`;
}

export function seriesFolder(slug: string): string {
  return `${places.series}/${slug}`;
}

/** Returns the path of a page of the table of contents. `period` is a year, `2022`, or a month, `2022-05`. */
export function contentsPage(period: string): string {
  return `${places.contents}/${period}.html`;
}
