/** Site paths of the generated pages and files. Folders have no trailing slash. */
export const places = {
  front: "index.html",
  /**
   * Redirects to the newest post. Pages link to the redirect, so that a new post does not change these pages.
   */
  latest: "latest.html",
  notFound: "404.html",
  contents: "contents",
  archive: "archive",
  series: "series",
  tags: "tags",
  categories: "categories",
  calendar: "calendar",
  search: "search.html",
  rss: "rss.xml",
  atom: "atom.xml",
  jsonFeed: "feed.json",
  opml: "feeds.opml",
  /** The web app manifest, which names the icons for home screens. */
  manifest: "site.webmanifest",
  htaccess: ".htaccess",
  parts: "parts",
  /**
   * The style sheet with the author's colours and `theme/own.css`.
   * Its name has no hash, so pages stay the same if the style sheet changes.
   */
  ownStyles: "assets/own.css",
  /** The folder of drafts that chosen people can read. Each draft has a folder with a secret name. */
  sharedDrafts: "d",
  /** Index page of the folder of shared drafts. Without this page, some servers list the secret names. */
  sharedDraftsIndex: "d/index.html",
  visitors: "visitors",
  feedback: "feedback.php",
  /**
   * The page that asks readers for their Mastodon server. The text to share is in the fragment of the URL.
   */
  sharePage: "share/mastodon.html",
  shareScript: "share/mastodon.js",
  partsScript: "parts/include.js",
} as const;

const listFolders = [
  places.contents,
  places.archive,
  places.series,
  places.tags,
  places.categories,
  places.calendar,
  places.parts,
  places.visitors,
  "assets",
  "sections",
  "share",
];
const fixedPages: readonly string[] = [places.front, places.latest, places.notFound, places.search];

/** Whether every site has a page at this path, such as its front page. */
export function isFixedPage(path: string): boolean {
  return fixedPages.includes(path);
}

/** Whether Hitofude may generate a page at this path, such as the front page or a list of posts. */
export function isGeneratedPage(
  path: string,
  { sections }: { readonly sections: Readonly<Record<string, { readonly path: string }>> },
): boolean {
  const [folder = "", ...inside] = path.split("/");
  if (isFixedPage(path)) return true;
  if (listFolders.includes(folder) && inside.length > 0 && !isFreeIn(folder, inside.join("/"))) return true;
  return Object.values(sections).some(
    (section) => section.path !== "" && path === `${section.path.normalize("NFC")}/index.html`,
  );
}

/** Whether no generated page in the folder of a list can have this name, so that the author can use it. */
function isFreeIn(folder: string, name: string): boolean {
  const ofTerms: readonly string[] = [places.tags, places.categories, places.series];
  const ofDates: readonly string[] = [places.archive, places.contents, places.calendar];
  const [, stem = ""] = /^([^/]+)\.html?$/i.exec(name) ?? [];
  if (stem === "" || /^(?:index|all)$/i.test(stem)) return false;
  // Names of pages by date: 2022 (year), 2022-05 (month), 2022-05-06 (day), 05-06 (day of all years).
  return ofTerms.includes(folder) || (ofDates.includes(folder) && !/^(?:\d{1,4}|\d+-.*)$/.test(stem));
}

/** Returns the folder of a section's list on a site with several sections. */
export function sectionFolder({ name, path }: { readonly name: string; readonly path: string }): string {
  return path === "" ? `sections/${name}` : path.normalize("NFC");
}

/**
 * Returns the folder of the list of all posts: the section's folder if there is only one section.
 */
export function archiveFolder(sections: readonly { readonly folder: string }[]): string {
  const [first] = sections;
  return sections.length === 1 && first ? first.folder : places.archive;
}

export function tagFolder(slug: string): string {
  return `${places.tags}/${slug}`;
}

export function categoryFolder(slug: string): string {
  return `${places.categories}/${slug}`;
}

/** Returns the path of one page of a list. The newest page has no name (null), and is the folder's index. */
export function listPage(folder: string, name: string | null): string {
  return `${folder}/${name ?? "index"}.html`;
}

export function seriesFolder(slug: string): string {
  return `${places.series}/${slug}`;
}

/** Returns the path of a page of the table of contents. `period` is `2022` or `2022-05`. */
export function contentsPage(period: string): string {
  return `${places.contents}/${period}.html`;
}

/** Returns the path of a page of the calendar: a year (`2022`), or a day in all years (`05-06`). */
export function calendarPage(period: string): string {
  return `${places.calendar}/${period}.html`;
}
