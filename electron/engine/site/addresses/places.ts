import type { SectionGroup } from "../model/site-groups.ts";

/** Where the generated pages stand: folders inside the site, without a slash at the end. */
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
  /** Counter and form. */
  visitors: "visitors",
  feedback: "feedback.php",
  partsScript: "parts/include.js",
} as const;

/** Folder of a section's list; a section at the top of the site has its list under `sections/`. */
export function sectionFolder(section: SectionGroup): string {
  return section.path === "" ? `sections/${section.name}` : section.path.normalize("NFC");
}

/** Folder of a tag's list. */
export function tagFolder(slug: string): string {
  return `tags/${slug}`;
}

/** Folder of a category's list. */
export function categoryFolder(slug: string): string {
  return `categories/${slug}`;
}

/** File of a list's page in its folder; the newest page is the folder's index. */
export function listPage(folder: string, number: number | null): string {
  return `${folder}/${number ?? "index"}.html`;
}

/** Folder of a series' parts. */
export function seriesFolder(slug: string): string {
  return `${places.series}/${slug}`;
}

/** File of the contents of a year, `2022`, or a month, `2022-05`. */
export function contentsPage(period: string): string {
  return `${places.contents}/${period}.html`;
}
