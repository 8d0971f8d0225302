import { isRecord } from "#contract/objects.ts";
import type { FrontMatterValue, FrontMatterValues } from "./front-matter.ts";

/** New values of properties. Null removes the property. Undefined leaves it unchanged. */
export type FrontMatterChanges = Readonly<
  Record<string, string | number | boolean | readonly string[] | null | undefined>
>;

export type WrittenValue = string | number | boolean | readonly string[];

/** The new values of keys in the file. Null removes a key. New keys are appended in the order of the map. */
export type FileChanges = ReadonlyMap<string, WrittenValue | null>;

/** Order in which new keys are appended to front matter. */
const canonicalOrder = [
  "title",
  "date",
  "updated",
  "status",
  "permalink",
  "aliases",
  "section",
  "tags",
  "category",
  "summary",
  "cover",
  "language",
  "pinned",
  "unlisted",
  "noindex",
  "shareKey",
  "shareUntil",
  "order",
  "parent",
  "menu",
  "guid",
  "source",
  "series",
  "relations",
  "revisions",
];

/** Keys for a property in Hitofude, Hugo, Jekyll, Eleventy, Zola and Hexo, in the order of precedence. */
const spellings: Readonly<Record<string, readonly string[]>> = {
  date: ["date", "pubDate", "pubDatetime", "publishDate"],
  updated: ["updated", "lastmod", "last_modified_at", "updatedDate", "modDatetime"],
  status: ["status", "draft", "published"],
  permalink: ["permalink", "url"],
  tags: ["tags", "taxonomies.tags"],
  category: ["category", "categories", "taxonomies.categories"],
  summary: ["summary", "description", "excerpt"],
  cover: ["cover", "image"],
  language: ["language", "lang"],
  series: ["series", "taxonomies.series"],
  aliases: ["aliases", "redirect_from"],
  order: ["order", "weight", "nav_order"],
  unlisted: ["unlisted", "extra.unlisted", "params.unlisted"],
};

const known: ReadonlySet<string> = new Set(
  [...canonicalOrder, ...Object.values(spellings).flat()].map((key) => key.toLowerCase()),
);

/** Whether a key belongs to a property of posts. Keys may be in any case. */
export function isKnownKey(key: string): boolean {
  return known.has(key.toLowerCase());
}

/**
 * Returns a property's key and value in the file, or null. Nested keys have a dot: `taxonomies.tags`.
 * Keys in the file may be in any case, as in Hugo.
 */
export function findSpelling(values: FrontMatterValues, property: string): Spelling | null {
  for (const key of spellings[property] ?? [property]) {
    const found = valueAt(values, key);
    if (found) return found;
  }
  return null;
}

/** Converts changes of properties to changes of the file's keys. Omits unchanged values. */
export function spellChanges(values: FrontMatterValues, changes: FrontMatterChanges): FileChanges {
  const fileChanges = new Map<string, WrittenValue | null>();
  for (const property of inCanonicalOrder(Object.keys(changes))) {
    const wanted = changes[property];
    if (wanted === undefined) continue;
    const written = findSpelling(values, property);
    const found = property === "status" && isDate(written?.value) ? null : written;
    const name = typeof wanted === "string" ? nameIn(found) : null;
    if (name) {
      if (name.value !== wanted) fileChanges.set(name.key, wanted);
      continue;
    }
    // If the page is to appear in post lists again, also resets Hugo's own keys that hide pages from lists.
    if (property === "unlisted" && wanted !== true)
      for (const list of listsWithout(values)) fileChanges.set(list, "always");
    if (!found && wanted === null) continue;
    const key = found?.key ?? property;
    const next = wanted === null ? null : inSpelling(key, wanted, found?.value);
    if (!found || next === null || !sameValue(found.value, next)) fileChanges.set(key, next);
  }
  return fileChanges;
}

/** Whether a key in the file has this value. The value null means that the key is missing. */
export function isWritten(values: FrontMatterValues, key: string, value: WrittenValue | null): boolean {
  const there = valueAt(values, key)?.value;
  return value === null ? there === undefined : there !== undefined && sameValue(there, value);
}

/** Returns the keys, in the file's spelling, that make Hugo leave a page out of lists. */
export function listsWithout(values: FrontMatterValues): string[] {
  return ["build.list", "_build.list"].flatMap((key) => {
    const found = valueAt(values, key);
    return /^(?:never|false|no|off|0)$/i.test(String(found?.value ?? "").trim()) ? [found?.key ?? key] : [];
  });
}

interface Spelling {
  readonly key: string;
  readonly value: FrontMatterValue;
}

/**
 * If a property is a map with a `name`, returns the key and value of that name: `series.name` and its text.
 * Returns null if the property is no map, or if the map has no name.
 * An edit of `series.name` keeps the other keys of the map.
 */
function nameIn(found: Spelling | null): Spelling | null {
  if (!found || !isRecord(found.value) || found.value.name === undefined) return null;
  return { key: `${found.key}.name`, value: found.value.name };
}

/**
 * Whether a value is a date: a text that begins with a year. Needed for the key `published`.
 * In Nunjucks and Astro templates, `published` is the date of the post. In Jekyll, it is true or false.
 */
export function isDate(value: FrontMatterValue | undefined): boolean {
  return typeof value === "string" && /^\s*\d{4}\D/.test(value);
}

function inSpelling(key: string, wanted: WrittenValue, before: FrontMatterValue | undefined): WrittenValue {
  const plainKey = key.toLowerCase();
  if (plainKey === "draft") return wanted === "draft";
  if (plainKey === "published") return wanted !== "draft";
  return Array.isArray(before) && typeof wanted === "string"
    ? [wanted, ...furtherNames(before, wanted)]
    : wanted;
}

/**
 * Returns the names after the first one, except `wanted`. An edit of the first category keeps these names.
 */
function furtherNames(before: readonly FrontMatterValue[], wanted: string): string[] {
  return before
    .slice(1)
    .filter((name) => typeof name === "string")
    .filter((name) => name !== wanted);
}

function sameValue(before: FrontMatterValue, written: WrittenValue): boolean {
  // Compares a number as a text, because front matter is read with all numbers as texts.
  if (typeof written === "number") return before === String(written);
  if (!Array.isArray(before) || !Array.isArray(written)) return before === written;
  // Compares items as texts, because a tag such as 2024 may be written as a number without quotes.
  const textOf = (item: FrontMatterValue): FrontMatterValue =>
    typeof item === "number" || typeof item === "boolean" ? String(item) : item;
  return before.length === written.length && before.every((item, index) => textOf(item) === written[index]);
}

function inCanonicalOrder(keys: readonly string[]): string[] {
  const rank = (key: string): number => {
    const index = canonicalOrder.indexOf(key);
    return index < 0 ? canonicalOrder.length : index;
  };
  return [...keys].sort((a, b) => rank(a) - rank(b));
}

/**
 * Returns the value of a key, and the key as the file spells it. The key may be nested (`taxonomies.tags`).
 */
export function valueAt(values: FrontMatterValues, key: string): Spelling | null {
  const [first = "", second] = key.split(".");
  const outer = itemAt(values, first);
  if (second === undefined || !outer) return outer;
  const inner = isRecord(outer.value) ? itemAt(outer.value, second) : null;
  return inner && { key: `${outer.key}.${inner.key}`, value: inner.value };
}

function itemAt(values: FrontMatterValues, key: string): Spelling | null {
  const written = Object.hasOwn(values, key) ? key : otherCaseOf(values, key);
  const value = written === undefined ? undefined : values[written];
  return written === undefined || value === undefined ? null : { key: written, value };
}

/** Returns the key that differs from the given key only in upper and lower case. */
function otherCaseOf(values: FrontMatterValues, key: string): string | undefined {
  const plain = key.toLowerCase();
  return Object.keys(values).find(
    (written) => written.length === key.length && written.toLowerCase() === plain,
  );
}
