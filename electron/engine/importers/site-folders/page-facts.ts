import { isRecord } from "#contract/objects.ts";
import { parseMoment } from "#engine/blog/dates/moment.ts";
import { findSpelling, valueAt } from "#engine/blog/front-matter/front-matter-spelling.ts";
import type { FrontMatterValue, FrontMatterValues } from "#engine/blog/front-matter/front-matter.ts";
import { visibilityOf } from "#engine/blog/front-matter/visibility.ts";
import type { Moment } from "#engine/blog/posts/post.ts";
import type { EntryState } from "../importer.ts";
import type { PagePlace, SiteProgram } from "./site-program.ts";

/** Returns a value as text, or "" for lists, maps and missing values. Ignores the case of the key. */
export function textIn(values: FrontMatterValues, key: string): string {
  return textOf(valueAt(values, key)?.value);
}

function textOf(value: FrontMatterValue | undefined): string {
  return typeof value === "string" || typeof value === "boolean" ? String(value).trim() : "";
}

/**
 * Returns the items of a list, or the words of a text.
 * Commas separate words. If there are no commas and `hasSpaces` is true, spaces separate the words.
 */
export function wordsOf(value: FrontMatterValue | undefined, hasSpaces = false): string[] {
  if (Array.isArray(value)) return value.flatMap((item: FrontMatterValue) => wordsOf(item));
  const text = textOf(value);
  const words = hasSpaces && !text.includes(",") ? text.split(/\s+/) : text.split(/,\s*/);
  return words.map((word) => word.trim()).filter((word) => word !== "");
}

/** Adds the values that a page inherits. The first value of a key wins. The case of keys is ignored. */
export function withInherited(
  own: FrontMatterValues,
  ...inherited: readonly FrontMatterValues[]
): FrontMatterValues {
  const all: Record<string, FrontMatterValue> = { ...own };
  for (const [key, value] of inherited.flatMap((values) => Object.entries(values)))
    if (valueAt(all, key) === null) all[key] = value;
  return all;
}

/** Returns the categories of a page in their order. */
export function categoriesOf(values: FrontMatterValues, place: PagePlace, program: SiteProgram): string[] {
  const spaced = program.hasSpacedLists === true;
  const all = ["categories", "taxonomies.categories"].flatMap((key) =>
    wordsOf(valueAt(values, key)?.value, spaced),
  );
  const one = textIn(values, "category");
  // Includes the folders above `_posts`, because Jekyll takes these folders as categories.
  const folders = program.id === "jekyll" ? place.folders : [];
  return [...new Set([...folders, ...(one === "" ? [] : [one]), ...all])];
}

/** Returns the tags of a page. Omits tags that only control the site generator. */
export function tagsOf(values: FrontMatterValues, program: SiteProgram): string[] {
  const own = new Set(program.ownTags ?? []);
  return ["tags", "tag", "keywords", "taxonomies.tags"]
    .flatMap((key) => wordsOf(valueAt(values, key)?.value, program.hasSpacedLists === true && key !== "tag"))
    .filter((tag) => !own.has(tag));
}

/** Returns the date in a page's front matter, or else the date at the beginning of the file's name. */
export function dateOf(values: FrontMatterValues, place: PagePlace, timeZone: string): Moment | null {
  const keys = ["date", "pubDate", "publishDate", "pubDatetime", "created", "createdAt", "published"];
  for (const written of [...keys.map((key) => textIn(values, key)), place.date ?? ""]) {
    const moment = momentOf(written, timeZone);
    if (moment) return moment;
  }
  return null;
}

/** Returns the time of a page's last change; null if it is unknown or not later than the page's date. */
export function updatedOf(values: FrontMatterValues, date: Moment | null, timeZone: string): Moment | null {
  const updated = momentOf(textOf(findSpelling(values, "updated")?.value), timeZone);
  const isLater = updated !== null && (date === null || updated.time > date.time);
  return isLater ? updated : null;
}

function momentOf(written: string, timeZone: string): Moment | null {
  return parseMoment(written, timeZone) ?? parseMoment(dayInWords(written), timeZone);
}

/**
 * Converts a day whose month is a name, such as `Jan 2 2023`, because Astro accepts such days.
 * Returns "" for other texts.
 */
function dayInWords(written: string): string {
  if (!/^[A-Za-z]{3}/.test(written) && !/^\d{1,2} [A-Za-z]{3}/.test(written)) return "";
  const time = Date.parse(`${written} UTC`);
  return Number.isNaN(time) ? "" : new Date(time).toISOString().slice(0, 10);
}

/** Returns the state of a page, which says who could see it. Times are in milliseconds since the epoch. */
export function stateOf(
  values: FrontMatterValues,
  { isPrivate }: PagePlace,
  { timeZone, now }: { readonly timeZone: string; readonly now: number },
): EntryState {
  const { privateBy, from, until } = visibilityOf(values);
  if (isPrivate || privateBy?.toLowerCase() === "draft") return "draft";
  const status = textIn(values, "status").toLowerCase();
  if (privateBy !== null || !/^(?:|ready|publish|published|public|live)$/.test(status)) return "private";
  // If one of these times cannot be read, the page stays hidden: it is private or scheduled.
  if (until !== null && (momentOf(until, timeZone)?.time ?? 0) <= now) return "private";
  if (from !== null && (momentOf(from, timeZone)?.time ?? Infinity) > now) return "scheduled";
  return "published";
}

/** Returns the position of a page in the menu, or null if the page states no position. */
export function orderOf(values: FrontMatterValues): number | null {
  const written = textOf(findSpelling(values, "order")?.value);
  return /^-?\d{1,9}$/.test(written) ? Number(written) : null;
}

/** Returns the name of the first series of a page, or null if the page has no series. */
export function seriesOf(values: FrontMatterValues): string | null {
  const value = findSpelling(values, "series")?.value ?? null;
  return (isRecord(value) ? textIn(value, "name") : wordsOf(value)[0]) || null;
}

/** Returns the address of a page's cover picture, or null. */
export function coverOf(values: FrontMatterValues): string | null {
  const keys = ["cover", "image", "heroImage", "featured_image", "featuredImage", "thumbnail", "banner"];
  for (const key of [...keys, "extra.image", "extra.cover", "header.image", "header.teaser"]) {
    const value = valueAt(values, key)?.value;
    const nested =
      value !== undefined && isRecord(value)
        ? ["image", "src", "url", "path", "relative"].map((name) => textIn(value, name))
        : [textOf(value)];
    const found = nested.find((text) => /\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)/i.test(text));
    if (found !== undefined) return found;
  }
  return null;
}

/** Returns the aliases of a page as paths. */
export function aliasesOf(values: FrontMatterValues): string[] {
  return wordsOf(findSpelling(values, "aliases")?.value)
    .map((alias) => (URL.canParse(alias) ? new URL(alias).pathname : alias))
    .map((alias) => (alias.startsWith("/") ? alias : `/${alias}`));
}

/** Keys that `unreadFields` leaves out: the importer reads them, or they only control the site generator. */
const understood = new Set(
  `title date pubdate publishdate created createdat published updated lastmod last_modified_at updateddate
   modified draft isdraft private hidden hide secret protected encrypt encrypted headless publish public
   permalink render build _build cascade password expirydate unpublishdate unlisted visibility pubdatetime
   moddatetime status categories category taxonomies tags tag keywords description summary excerpt slug url
   path aliases redirect_from alias cover image heroimage featured_image featuredimage thumbnail banner header
   order weight nav_order series language lang layout template type author authors top sticky pinned eleventyexcludefromcollections`.split(
    /\s+/,
  ),
);

/** Returns the fields that the importer does not read, and the beginning of each field's value. */
export function unreadFields(values: FrontMatterValues): Record<string, string> {
  const fields = Object.entries(values).filter(([key]) => !understood.has(key.toLowerCase()));
  return Object.fromEntries(
    fields.map(([key, value]) => [key, textOf(value) || (JSON.stringify(value) ?? "").slice(0, 200)]),
  );
}

/** Whether a page was public, but not in the lists of the old site. */
export function isUnlisted(values: FrontMatterValues): boolean {
  return (
    visibilityOf(values).isOutsideLists ||
    textOf(findSpelling(values, "unlisted")?.value) === "true" ||
    textIn(values, "eleventyExcludeFromCollections") === "true"
  );
}

/** Whether a page was at the top of the old site's lists. */
export function isPinned(values: FrontMatterValues): boolean {
  return ["pinned", "sticky", "top"].some((key) => /^(?:true|[1-9]\d*)$/.test(textIn(values, key)));
}
