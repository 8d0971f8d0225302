import { decodedUrl, percentEncoded } from "#contract/text/percent-encoding.ts";
import { posix } from "node:path";
import { wallText } from "#engine/blog/dates/moment.ts";
import { neutralEntry } from "../conversion/neutral-entry.ts";
import type { ImportEntry, ImportOptions } from "../importer.ts";
import type { ImportFile } from "../input/import-file.ts";
import type { OldSite, SitePage } from "./site-pages.ts";

/** Texts for the page that lists the old pages. */
const words = {
  en: { title: "Older pages", undated: "Other pages" },
  ja: { title: "これまでのページ", undated: "そのほかのページ" },
} as const;

/** The address and language of the blog beside which the old site stays on the server. */
type Place = Pick<ImportOptions, "blogUrl" | "blogLanguage">;

/** Returns the paths that the files of an old site have on its host. */
export function oldFilesOf(files: readonly ImportFile[], site: OldSite, place: Place): string[] {
  const top = topOf(site, place);
  return files
    .filter(({ name }) => posix.basename(name) !== ".htaccess")
    .map(({ name }) => posix.normalize(`${top}/${name}`));
}

/**
 * Returns the folder of the old site on its host.
 * If no page or feed states the address of the site, the result is the folder of the blog.
 */
function topOf({ lookup }: OldSite, { blogUrl = "" }: Place): string {
  if (lookup.hosts.size > 0) return lookup.prefix;
  return URL.canParse(blogUrl) ? decodedUrl(new URL(blogUrl).pathname).replace(/\/$/, "") : "";
}

/**
 * Returns a page with links to the pages of an old site. The old pages stay on the server.
 * The links are grouped by year, and the newest come first. Pages without a date come last.
 */
export function listOfOldPages(site: OldSite, place: Place): ImportEntry {
  const language = place.blogLanguage?.startsWith("ja") ? "ja" : "en";
  const { title, undated } = words[language];
  const shown = site.pages.filter(
    ({ isLocked, isReached, role }) => !isLocked && isReached && (role === "post" || role === "page"),
  );
  const byYear = Map.groupBy(shown, ({ date }) => (date === null ? "" : wallText(date).slice(0, 4)));
  const years = [...byYear.keys()].sort().reverse();
  const top = topOf(site, place);
  const sections = years.map((year) => {
    const pages = (byYear.get(year) ?? []).toSorted(newestFirst).map((page) => lineOf(page, site, top));
    return `## ${year === "" ? undated : year}\n\n${pages.join("\n")}`;
  });
  return neutralEntry({
    key: "html:older-pages",
    kind: "page",
    title,
    date: null,
    state: "published",
    body: { format: "markdown", text: sections.join("\n\n") },
    slug: "older-pages",
  });
}

function newestFirst(one: SitePage, other: SitePage): number {
  return (other.date?.time ?? 0) - (one.date?.time ?? 0);
}

function lineOf(
  { address, date, facts, isDateOdd, title }: SitePage,
  { lookup }: OldSite,
  top: string,
): string {
  const target = lookup.hosts.size > 0 ? address : top + facts.address;
  const link = `[${title.replace(/[\\`*_{}[\]<>#+!|~$^:@&《》｜]/gu, "\\$&")}](${target.replace(/[\s()<>\\]/g, percentEncoded)})`;
  return date === null || isDateOdd ? `- ${link}` : `- ${wallText(date).slice(0, 10)} ${link}`;
}
