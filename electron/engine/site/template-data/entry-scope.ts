import { toIso } from "#engine/blog/dates/moment.ts";
import type { DateWriter } from "../model/dates.ts";
import { listPage } from "../addresses/places.ts";
import type { Site } from "../model/site.ts";
import { changedTimeOf, isPinned, type SiteEntry, timeOf } from "../entries/site-entry.ts";
import { encodePath, fromRoot, publicPath } from "../addresses/urls.ts";

export interface LinkScope {
  readonly name: string;
  readonly url: string;
}

/** The value that templates see for a post in a list. URLs are relative to the list's page. */
export interface SummaryScope {
  readonly title: string;
  readonly url: string;
  readonly date_text: string;
  readonly date_iso: string;
  readonly excerpt: string;
  readonly cover_url: string;
  /** Width of the cover in pixels; null if it cannot be determined. */
  readonly cover_width: number | null;
  readonly cover_height: number | null;
  /** Value for `srcset`; "" if the cover has no smaller copies. */
  readonly cover_srcset: string;
  readonly language: string;
  readonly tags: readonly LinkScope[];
  readonly category: LinkScope | null;
  readonly section: (LinkScope & { readonly title: string }) | null;
  readonly pinned: boolean;
}

/** Returns the value that templates see for a post in a list. */
export function summaryScope(site: Site, entry: SiteEntry, root: string): SummaryScope {
  const { title, url, date_text, date_iso, excerpt, cover, language, tags, category, section } =
    site.summaryOf(entry);
  // Each field is written out, because destructuring with a rest is several times slower.
  return {
    title,
    url: fromRoot(root, url),
    date_text,
    date_iso,
    excerpt,
    cover_url: cover === null ? "" : fromRoot(root, encodePath(cover.path)),
    cover_width: cover?.width ?? null,
    cover_height: cover?.height ?? null,
    cover_srcset: (cover?.copies ?? [])
      .map(({ path, width }) => `${root}${encodePath(path)} ${width}w`)
      .join(", "),
    language,
    tags: tags.map(({ name, url }) => ({ name, url: root + url })),
    category: category && { ...category, url: root + category.url },
    section: section && { ...section, url: root + section.url },
    pinned: isPinned(entry),
  };
}

export function languageOf(site: Site, entry: SiteEntry): string {
  return entry.post.language ?? site.settings.language;
}

const dateTexts = new WeakMap<DateWriter, WeakMap<SiteEntry, string>>();

/** Returns an entry's formatted date; "" for a page without a date. */
export function dateText(site: Site, entry: SiteEntry): string {
  if (!entry.date) return "";
  const texts = dateTexts.get(site.dates) ?? new WeakMap<SiteEntry, string>();
  dateTexts.set(site.dates, texts);
  const text = texts.get(entry) ?? site.dates.ofPost(entry.date, entry.post);
  texts.set(entry, text);
  return text;
}

/** Returns an entry's date, formatted and in ISO 8601; both are "" for a page without a date. */
export function dateScope(site: Site, entry: SiteEntry): { date_text: string; date_iso: string } {
  return { date_text: dateText(site, entry), date_iso: isoDate(entry) };
}

const isoDates = new WeakMap<SiteEntry, string>();

/** Returns an entry's date in ISO 8601; "" for a page without a date. */
export function isoDate(entry: SiteEntry): string {
  if (!entry.date) return "";
  const text = isoDates.get(entry) ?? toIso(entry.date);
  isoDates.set(entry, text);
  return text;
}

/** Returns the date of the last announced change, formatted and in ISO 8601; "" if there is none. */
export function updateScope(site: Site, entry: SiteEntry): { updated_text: string; updated_iso: string } {
  const { updated } = entry.post;
  if (!updated || changedTimeOf(entry) === timeOf(entry)) return { updated_text: "", updated_iso: "" };
  return { updated_text: site.dates.ofPost(updated, entry.post), updated_iso: toIso(updated) };
}

const linkKeys = new WeakMap<SiteEntry, string>();

/** Returns a key that changes with what a link to an entry shows, such as URL, date and title. */
export function linkKey(entry: SiteEntry | null | undefined): string {
  if (!entry) return "";
  const known = linkKeys.get(entry);
  if (known !== undefined) return known;
  const { date, post } = entry;
  const moment = date ? `${date.time} ${date.offsetMinutes} ${date.hasTime}` : "";
  const key = `${entry.url}\n${moment}\n${post.section} ${post.language ?? ""}\n${entry.title}`;
  linkKeys.set(entry, key);
  return key;
}

/** Returns the URL of a list's newest page. `root` is the path from the linking page to the site's root. */
export function listUrl(root: string, folder: string): string {
  return fromRoot(root, publicPath(listPage(folder, null)));
}
