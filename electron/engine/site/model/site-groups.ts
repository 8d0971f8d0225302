import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import { places, sectionFolder } from "../addresses/places.ts";
import { sameItems } from "./terms.ts";
import { changedTimeOf, type SiteEntry, timeOf } from "../entries/site-entry.ts";

/** A section of the blog and its posts, oldest first. */
export interface SectionGroup {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  readonly folder: string;
  readonly entries: readonly SiteEntry[];
}

/** The posts before and after a post in its section; null at the ends of the section. */
export interface Neighbours {
  readonly previous: SiteEntry | null;
  readonly next: SiteEntry | null;
}

export interface MonthGroup {
  readonly year: string;
  /** The month as two digits: `05`. */
  readonly month: string;
  readonly entries: readonly SiteEntry[];
}

export interface YearGroup {
  readonly year: string;
  readonly entries: readonly SiteEntry[];
  /** The months of the year that have posts, newest first. */
  readonly months: readonly MonthGroup[];
}

/** Returns the sections of blog.yaml in their order, followed by sections that only posts name. */
export function gatherSections(
  posts: readonly SiteEntry[],
  settings: Pick<BlogSettings, "sections">,
): SectionGroup[] {
  const groups = new Map<string, SiteEntry[]>();
  for (const name of Object.keys(settings.sections)) groups.set(name, []);
  for (const entry of posts) addTo(groups, entry.post.section, entry);
  return [...groups].map(([name, entries]) => {
    const section = settings.sections[name];
    const path = section?.path ?? "";
    const isOnlyList = groups.size === 1 && path === "";
    const folder = isOnlyList ? places.archive : sectionFolder({ name, path });
    return { name, title: section?.title || name, path, folder, entries };
  });
}

/** Returns the neighbours of an entry in its section; undefined if no list shows the entry. */
export function neighboursOf(
  { sections }: { readonly sections: readonly SectionGroup[] },
  entry: SiteEntry,
): Neighbours | undefined {
  const entries = sections.find(({ name }) => name === entry.post.section)?.entries ?? [];
  const place = placeOf(entries, entry);
  if (place === -1) return undefined;
  return { previous: entries[place - 1] ?? null, next: entries[place + 1] ?? null };
}

/** Returns the index of an entry in a list that is sorted by date; -1 if the entry is not in the list. */
export function placeOf(entries: readonly SiteEntry[], entry: SiteEntry): number {
  const time = timeOf(entry);
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = entries[middle];
    if (other && timeOf(other) < time) low = middle + 1;
    else high = middle;
  }
  return entries.indexOf(entry, low);
}

/**
 * Groups posts by year and month, newest first. Uses the dates as their authors wrote them.
 * `before` contains the years of the last call. A year or month that has not changed stays the same object.
 */
export function gatherYears(posts: readonly SiteEntry[], before: readonly YearGroup[] = []): YearGroup[] {
  const years = new Map<string, SiteEntry[]>();
  for (const entry of posts) addTo(years, entry.year, entry);
  return [...years].sort(newestFirst).map(([year, entries]) => {
    const known = before.find((other) => other.year === year);
    if (known && sameItems(known.entries, entries)) return known;
    return { year, entries, months: gatherMonths(year, entries, known?.months) };
  });
}

function gatherMonths(
  year: string,
  posts: readonly SiteEntry[],
  before: readonly MonthGroup[] = [],
): MonthGroup[] {
  const months = new Map<string, SiteEntry[]>();
  for (const entry of posts) addTo(months, entry.month, entry);
  return [...months].sort(newestFirst).map(([month, entries]) => {
    const known = before.find((other) => other.month === month);
    return known && sameItems(known.entries, entries) ? known : { year, month, entries };
  });
}

function newestFirst([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? 1 : -1;
}

function addTo(groups: Map<string, SiteEntry[]>, key: string, entry: SiteEntry): void {
  const group = groups.get(key);
  if (group) group.push(entry);
  else groups.set(key, [entry]);
}

/** Returns the `count` posts that changed last, most recent change first. `posts` are sorted oldest first. */
export function lastChanged(posts: readonly SiteEntry[], count: number): SiteEntry[] {
  const last: SiteEntry[] = [];
  // Starts with the newest posts, because few older posts have changed after them.
  for (const entry of posts.toReversed()) {
    const least = last[count - 1];
    if (least && byChange(least, entry) < 0) continue;
    last.splice(placeFor(entry, last), 0, entry);
    if (last.length > count) last.pop();
  }
  return last;
}

function placeFor(entry: SiteEntry, sorted: readonly SiteEntry[]): number {
  const place = sorted.findIndex((other) => byChange(entry, other) < 0);
  return place === -1 ? sorted.length : place;
}

function byChange(a: SiteEntry, b: SiteEntry): number {
  return changedTimeOf(b) - changedTimeOf(a) || (a.post.path < b.post.path ? -1 : 1);
}
