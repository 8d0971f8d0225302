import type { SiteEntry } from "../entries/site-entry.ts";
import type { MonthGroup } from "./site-groups.ts";
import type { SiteModel } from "./site-model.ts";

/** A cell of the calendar. `day` is null for an empty cell before or after the days of the month. */
export interface CalendarDay {
  readonly day: number | null;
  /** The posts of the day, oldest first. */
  readonly entries: readonly SiteEntry[];
}

type DaysOfYear = ReadonlyMap<string, readonly SiteEntry[]>;

/**
 * Caches the posts of each list, grouped by day of the year, because the page of every post needs the groups.
 */
const known = new WeakMap<readonly SiteEntry[], DaysOfYear>();
const names = new WeakMap<SiteEntry, string>();

/** Returns the month and day of an entry's date as the author wrote it: `05-06`; "" without a date. */
export function dayOf(entry: SiteEntry): string {
  if (!entry.date) return "";
  const before = names.get(entry);
  if (before !== undefined) return before;
  const { time, offsetMinutes } = entry.date;
  const name = new Date(time + offsetMinutes * 60_000).toISOString().slice(5, 10);
  names.set(entry, name);
  return name;
}

/** Returns a map from each day of the year (`05-06`) to the posts of that day in all years, oldest first. */
export function daysOfYear({ posts }: Pick<SiteModel, "posts">): DaysOfYear {
  const before = known.get(posts);
  if (before) return before;
  const days = new Map<string, SiteEntry[]>();
  for (const entry of posts) {
    const day = dayOf(entry);
    const entries = days.get(day);
    if (entries) entries.push(entry);
    else if (day !== "") days.set(day, [entry]);
  }
  known.set(posts, days);
  return days;
}

/**
 * Maximum number of earlier years that a post's page lists for its day. The calendar's page lists all years.
 * With more years, deleting a post would change the pages of posts in many later years.
 */
const maxEarlier = 1;

/** The earlier years that have posts on the same day of the year as a given post. */
export interface ThisDay {
  readonly day: string;
  /**
   * The earlier years, newest first.
   * Later years are omitted, because each new post would otherwise change the pages of older posts.
   */
  readonly earlier: readonly EarlierYear[];
}

/** An earlier year with posts on the same day. `only` is its post, or null if there are several. */
interface EarlierYear {
  readonly year: string;
  readonly only: SiteEntry | null;
}

/** Returns the earlier years with posts on the same day; null if no other year has a post on that day. */
export function thisDayOf(model: Pick<SiteModel, "posts">, entry: SiteEntry): ThisDay | null {
  const day = dayOf(entry);
  const entries = daysOfYear(model).get(day) ?? [];
  // Compares only the years of the first and the last entry, because the entries are sorted by date.
  if ([entries[0], entries.at(-1)].every((other) => other === undefined || other.year === entry.year))
    return null;
  const earlier = new Map<string, EarlierYear>();
  for (const other of entries.toReversed()) {
    const { year } = other;
    if (year < entry.year) earlier.set(year, { year, only: earlier.has(year) ? null : other });
  }
  return { day, earlier: [...earlier.values()].slice(0, maxEarlier) };
}

/**
 * Returns the weeks of a month. Each week has seven days.
 * `firstWeekday` is the weekday with which weeks begin, from 0 for Sunday to 6 for Saturday.
 */
export function weeksOf(
  year: string,
  month: string,
  group: MonthGroup | undefined,
  firstWeekday: number,
): CalendarDay[][] {
  const first = new Date(Date.UTC(2000, Number(month) - 1, 1));
  first.setUTCFullYear(Number(year));
  const before = (first.getUTCDay() - firstWeekday + 7) % 7;
  const last = new Date(first);
  last.setUTCMonth(first.getUTCMonth() + 1, 0);
  const days = Array.from({ length: before }, (): CalendarDay => ({ day: null, entries: [] }));
  const byDay = new Map<number, SiteEntry[]>();
  for (const entry of group?.entries ?? []) {
    const day = Number(dayOf(entry).slice(3));
    byDay.set(day, [...(byDay.get(day) ?? []), entry]);
  }
  for (let day = 1; day <= last.getUTCDate(); day++) days.push({ day, entries: byDay.get(day) ?? [] });
  while (days.length % 7 > 0) days.push({ day: null, entries: [] });
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** Regions whose weeks begin on Sunday or Saturday (CLDR, `weekData`). Elsewhere, weeks begin on Monday. */
const sunday =
  "AG AS AU BD BR BS BT BW BZ CA CO DM DO ET GT GU HK HN ID IL IN JM JP KE KH KR LA MH MM MO MT MX MZ NI NP PA PE PH PK PR PT PY SA SG SV TH TT TW UM US VE VI WS YE ZA ZW";
const saturday = "AE AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY";

/** Returns the weekday with which weeks begin in a language: 0 for Sunday, 1 for Monday, 6 for Saturday. */
export function firstWeekday(language: string): 0 | 1 | 6 {
  const region = regionOf(language);
  if (sunday.split(" ").includes(region)) return 0;
  return saturday.split(" ").includes(region) ? 6 : 1;
}

function regionOf(language: string): string {
  try {
    return new Intl.Locale(language).maximize().region ?? "";
  } catch {
    return "";
  }
}
