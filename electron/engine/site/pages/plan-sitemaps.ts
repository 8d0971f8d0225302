import { toIso } from "#engine/blog/dates/moment.ts";
import { alternatesOf } from "../template-data/translations.ts";
import { isoDate } from "../template-data/entry-scope.ts";
import {
  joinInPieces,
  maxSitemapPages,
  renderSitemap,
  renderSitemapIndex,
  type SitemapPage,
} from "#engine/site/feeds/sitemap.ts";
import { shortHash } from "#engine/base/hash.ts";
import { contentKey } from "#engine/base/content-key.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import { changedTimeOf, isOutOfSearch, type SiteEntry, timeOf } from "../entries/site-entry.ts";
import { publicPath } from "../addresses/urls.ts";

type MappedSite = Pick<Site, "model" | "baseUrl" | "settings">;

const wholeMap = "sitemap.xml";

/**
 * Maximum number of pages of a site map that is a single file.
 * In a larger site, the oldest years share a file with at most as many pages, and later years have one each.
 */
const maxWholeMapPages = 1_000;

/** Pages of one file of the site map: the paths of generated files, and the entries of posts and pages. */
interface MappedPages {
  readonly paths: readonly string[];
  /**
   * The entries of each year, or of the pages.
   * Builds use the same array for a list as long as it is unchanged, because keys are cached by array.
   */
  readonly lists: readonly (readonly SiteEntry[])[];
}

/**
 * Plans the site map of all entries, and of the `generated` files for which `isIndexed` is true.
 * In a large site, a new post changes only the file of its year, so that publishing sends little.
 */
export function* planSitemaps(site: MappedSite, generated: readonly PlannedFile[]): Generator<PlannedFile> {
  const { model, baseUrl } = site;
  const files = generated.filter(({ isIndexed }) => isIndexed);
  const pathsIn = (wanted?: string): string[] =>
    files.filter(({ year }) => year === wanted).map(({ path }) => path);
  // The index lists the oldest year first, so that a new year is added at its end.
  const years = model.years
    .map(({ year, entries }): YearOfMap => ({ year, paths: pathsIn(year), lists: [inSearch(entries)] }))
    .reverse();
  const pages: MappedPages = { paths: pathsIn(), lists: [inSearch(model.pages)] };
  if (sizeOf([...years, pages]) <= maxWholeMapPages) {
    const lists = [...years, pages].flatMap(({ lists }) => lists);
    yield partOfMap(wholeMap, { paths: files.map(({ path }) => path), lists }, site);
    return;
  }
  const groups = [["pages", pages] as const, ...groupsOf(years)];
  const parts: string[] = [];
  for (const [name, listed] of groups) {
    const size = sizeOf([listed]);
    for (let start = 0; start < size; start += maxSitemapPages) {
      const path = start === 0 ? `sitemap-${name}.xml` : `sitemap-${name}-${start / maxSitemapPages + 1}.xml`;
      parts.push(baseUrl + path);
      yield partOfMap(path, pieceOf(listed, start), site);
    }
  }
  yield { ...fileOfMap(wholeMap), inputs: () => parts, text: () => renderSitemapIndex(parts) };
}

interface YearOfMap extends MappedPages {
  readonly year: string;
}

/**
 * Groups the years, oldest first, into files with the name of their first year.
 * The first file contains the oldest years, as long as they have at most `maxWholeMapPages` pages together.
 * Few files therefore change when a growing site exceeds that number.
 */
function groupsOf(years: readonly YearOfMap[]): (readonly [name: string, MappedPages])[] {
  const later = years.findIndex((_, index) => sizeOf(years.slice(0, index + 1)) > maxWholeMapPages);
  const end = later < 0 ? years.length : Math.max(later, 1);
  const oldest = years.slice(0, end);
  const first = { paths: oldest.flatMap(({ paths }) => paths), lists: oldest.flatMap(({ lists }) => lists) };
  return [
    ...oldest.slice(0, 1).map(({ year }) => [year, first] as const),
    ...years.slice(end).map((year) => [year.year, year] as const),
  ];
}

function sizeOf(groups: readonly MappedPages[]): number {
  return groups.reduce(
    (sum, { paths, lists }) => lists.reduce((size, { length }) => size + length, sum + paths.length),
    0,
  );
}

/** Caches the result of `inSearch`, because an unchanged year keeps its array from one build to the next. */
const indexable = new WeakMap<readonly SiteEntry[], readonly SiteEntry[]>();

/** Returns the entries that search engines may index. */
function inSearch(entries: readonly SiteEntry[]): readonly SiteEntry[] {
  const known = indexable.get(entries);
  if (known) return known;
  const found = entries.some(isOutOfSearch) ? entries.filter((entry) => !isOutOfSearch(entry)) : entries;
  indexable.set(entries, found);
  return found;
}

/** Returns at most `maxSitemapPages` pages. */
function pieceOf(pages: MappedPages, start: number): MappedPages {
  if (sizeOf([pages]) <= maxSitemapPages) return pages;
  const { paths, lists } = pages;
  const end = start + maxSitemapPages;
  const inEntries = (position: number): number => Math.max(0, position - paths.length);
  return { paths: paths.slice(start, end), lists: [lists.flat().slice(inEntries(start), inEntries(end))] };
}

function partOfMap(path: string, pages: MappedPages, site: MappedSite): PlannedFile {
  return {
    ...fileOfMap(path),
    shared: () => pathsKey(site, pages),
    inputs: () => [pathsKey(site, pages), ...pages.lists.flatMap((list) => changesKeys(site, list))],
    text: () => renderSitemap(sitemapPages(site, pages)),
  };
}

function fileOfMap(path: string): Pick<PlannedFile, "path" | "group" | "name"> {
  return { path, group: "feed", name: path };
}

/** Returns a key that changes with the base URL, the blog's language, and the paths of generated pages. */
function pathsKey({ baseUrl, settings }: MappedSite, { paths }: MappedPages): string {
  return contentKey(baseUrl, settings.language, paths);
}

/** Caches the keys of lists in which no page has versions in other languages. */
const knownChanges = new WeakMap<readonly SiteEntry[], readonly string[]>();

/**
 * Returns a key for each group of pages. The key changes with the URLs, dates and translations of the pages.
 */
function changesKeys(site: MappedSite, pages: readonly SiteEntry[]): readonly string[] {
  const isPlain = site.model.translations.size === 0;
  const known = isPlain ? knownChanges.get(pages) : undefined;
  if (known) return known;
  const keys = Array.from(joinInPieces(changeKeys(site, pages)), shortHash);
  if (isPlain) knownChanges.set(pages, keys);
  return keys;
}

function* changeKeys(site: MappedSite, pages: readonly SiteEntry[]): Generator<string> {
  for (const page of pages) yield changeKey(page) + languagesKey(site, page);
}

function changeKey({ url, date, post: { updated } }: SiteEntry): string {
  return `${url} ${date?.time} ${date?.offsetMinutes} ${updated?.time} ${updated?.offsetMinutes}\n`;
}

/** Returns a key for the links from a page to its versions in other languages. */
function languagesKey(site: MappedSite, entry: SiteEntry): string {
  return alternatesOf(site, entry)
    .map(({ hreflang, url }) => `${hreflang} ${url}\n`)
    .join("");
}

function* sitemapPages(site: MappedSite, { paths, lists }: MappedPages): Generator<SitemapPage> {
  for (const path of paths) yield { url: site.baseUrl + publicPath(path), changed: null };
  for (const entry of lists.flat()) {
    const alternates = alternatesOf(site, entry);
    yield { url: site.baseUrl + entry.url, changed: changeOf(entry), alternates };
  }
}

function changeOf(entry: SiteEntry): string | null {
  const { updated } = entry.post;
  if (updated && changedTimeOf(entry) > timeOf(entry)) return toIso(updated);
  return entry.date && isoDate(entry);
}
