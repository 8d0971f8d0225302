import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { absoluteUrl, linkAddress } from "../addresses/urls.ts";

/** Returns the brand followed by the blog's title: `文机 ひとこと日記`. */
export function fullTitle({ brand, title }: Pick<BlogSettings, "brand" | "title">): string {
  return brand === "" ? title : `${brand} ${title}`;
}

/** The author of a blog, for heads and feeds. */
export interface Byline {
  readonly name: string;
  readonly url?: string;
}

/** Caches the author for each settings object and its `baseUrl`, because every page needs the author. */
const bylines = new WeakMap<BlogSettings, { readonly baseUrl: string; readonly byline: Byline }>();

/** Returns the name and the absolute URL of the blog's author. */
export function bylineOf({
  settings,
  baseUrl,
}: {
  readonly settings: BlogSettings;
  readonly baseUrl: string;
}): Byline {
  const known = bylines.get(settings);
  if (known?.baseUrl === baseUrl) return known.byline;
  const { name, url } = settings.author;
  const address = linkAddress(url ?? "");
  const byline = address === "" ? { name } : { name, url: absoluteUrl(address, baseUrl) };
  bylines.set(settings, { baseUrl, byline });
  return byline;
}

/**
 * Inserts the numbers into a counter's format: `{total} (+{today:04})` → `3212223 (+0134)`.
 * The number after `:` is the minimum number of digits.
 */
export function counterText(counter: Omit<NonNullable<BlogSettings["counter"]>, "live"> | undefined): string {
  if (!counter) return "";
  const { total, today, yesterday } = counter;
  const values: Readonly<Record<string, number>> = { total, today, yesterday };
  return counter.format.replace(/\{(\w+)(?::0?(\d{1,2}))?\}/g, (whole, name: string, width?: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value).padStart(Number(width ?? 0), "0");
  });
}

/** Returns a line such as `Copyright© 2010-2024 name`. `year` is the last year of the range. */
export function copyrightText(copyright: BlogSettings["copyright"], year: number): string {
  if (!copyright) return "";
  const years = copyright.from < year ? `${copyright.from}-${year}` : String(copyright.from);
  return `Copyright© ${years} ${copyright.holder}`;
}

/** Converts a language tag to the form of Open Graph: `ja` → `ja_JP`. Adds the likely territory. */
export function openGraphLocale(tag: string): string {
  const known = locales.get(tag) ?? localeOf(tag);
  locales.set(tag, known);
  return known;
}

/** Cached results by language tag. Two common languages are preset, because computing a result is slow. */
const locales = new Map([
  ["ja", "ja_JP"],
  ["en", "en_US"],
]);

function localeOf(tag: string): string {
  try {
    const { language, region } = new Intl.Locale(tag).maximize();
    return region === undefined ? language : `${language}_${region}`;
  } catch {
    // If the text is not a language tag, only replaces its hyphens, because `Intl.Locale` would throw.
    return tag.replaceAll("-", "_");
  }
}
