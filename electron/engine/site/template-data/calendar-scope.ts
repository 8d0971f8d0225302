import { calendarPage, contentsPage, places } from "../addresses/places.ts";
import { fromRoot } from "../addresses/urls.ts";
import { dayOf, firstWeekday, thisDayOf, weeksOf } from "../model/calendar-days.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { MonthGroup } from "../model/site-groups.ts";
import { listUrl } from "./entry-scope.ts";

interface DayScope {
  /** Number of the day. "" for an empty cell at the beginning or end of the month. */
  readonly day: string;
  /** URL of the page of this day in all years; "" for a day without posts. */
  readonly url: string;
  readonly count: number;
}

/** A month of the calendar. */
export interface CalendarMonthScope {
  readonly month: string;
  readonly label: string;
  /** Name of the month without the year: `5月`, `May`. */
  readonly name: string;
  /** URL of the month in the table of contents; "" for a month without posts. */
  readonly url: string;
  readonly count: number;
  /** The weekday with which weeks begin: 0 for Sunday, 1 for Monday, 6 for Saturday. */
  readonly first_weekday: number;
  readonly weekdays: readonly { readonly name: string; readonly short: string }[];
  readonly weeks: readonly { readonly days: readonly DayScope[] }[];
}

type Shown = Pick<Site, "model" | "settings" | "theme">;

/** Path of the template for the calendar. A theme that lacks this template has no calendar. */
export const calendarTemplate = "templates/calendar.liquid";

/** Whether a site has a calendar. */
export function hasCalendar({ model, settings, theme }: Shown): boolean {
  return settings.show.calendar && theme.templates.has(calendarTemplate) && model.years.length > 0;
}

/**
 * Returns the URL of the calendar, or "" if the site has no calendar.
 * `root` is the path from the linking page to the root of the site.
 */
export function calendarUrl(site: Shown, root: string): string {
  return hasCalendar(site) ? listUrl(root, places.calendar) : "";
}

/** Returns the URL of the page of a day (`05-06`). With `year`, the URL leads to that year on the page. */
function dayUrl(day: string, root: string, year?: string): string {
  return fromRoot(root, calendarPage(day)) + (year === undefined ? "" : `#y${year}`);
}

/** Returns a month of the calendar. `group` has the posts of the month, and is absent if there are none. */
export function calendarMonth(
  site: Site,
  { year, month }: { readonly year: string; readonly month: string },
  group: MonthGroup | undefined,
  root: string,
): CalendarMonthScope {
  const { dates, settings } = site;
  const start = firstWeekday(settings.language);
  return {
    month: `${year}-${month}`,
    label: dates.monthOf(year, month),
    name: dates.monthName(month),
    url: group ? fromRoot(root, contentsPage(`${year}-${month}`)) : "",
    count: group?.entries.length ?? 0,
    first_weekday: start,
    weekdays: Array.from({ length: 7 }, (_, at) => dates.weekday((start + at) % 7)),
    weeks: weeksOf(year, month, group, start).map((days) => ({
      days: days.map(({ day, entries }) => ({
        day: day === null ? "" : String(day),
        url: entries.length === 0 ? "" : dayUrl(`${month}-${twoDigits(day)}`, root, year),
        count: entries.length,
      })),
    })),
  };
}

/** Returns the calendar of a month; null if the month has no posts or the site has no calendar. */
export function calendarOf(
  site: Site,
  group: MonthGroup | undefined,
  root: string,
): CalendarMonthScope | null {
  return group && hasCalendar(site) ? calendarMonth(site, group, group, root) : null;
}

function twoDigits(day: number | null): string {
  return String(day).padStart(2, "0");
}

/** Returns a key that changes if the number of posts on a day of the month changes. */
export function monthKey(site: Site, group: MonthGroup | undefined): string {
  if (!group || !hasCalendar(site)) return "";
  const key = monthKeys.get(group) ?? `${group.year} ${group.entries.map(dayOf).join(" ")}`;
  monthKeys.set(group, key);
  return key;
}

/** Caches the `monthKey` of each month, because a month without changed posts stays the same object. */
const monthKeys = new WeakMap<MonthGroup, string>();

/** Links to the posts that were written on the same day in earlier years. */
export interface ThisDayScope {
  readonly label: string;
  readonly url: string;
  readonly earlier: readonly {
    readonly year: string;
    /**
     * The year in words: `2021年`.
     * It does not contain the post's title, because a changed title would then change many pages.
     */
    readonly title: string;
    /**
     * URL of the year's post, if the year has only one post on this day.
     * If the year has several posts on this day, the URL leads to their list on the page of the day.
     */
    readonly url: string;
  }[];
}

/**
 * Returns links to the earlier years that have posts on the same day; null if the page shows no such links.
 */
export function thisDayScope(site: Site, entry: SiteEntry, root: string): ThisDayScope | null {
  const found = shownThisDay(site, entry);
  if (!found) return null;
  return {
    label: site.dates.dayOfYear(found.day),
    url: dayUrl(found.day, root),
    earlier: found.earlier.map(({ year, only }) => ({
      year,
      title: site.dates.year(year),
      url: only ? fromRoot(root, only.url) : dayUrl(found.day, root, year),
    })),
  };
}

/** Returns the earlier years that have posts on the day of an entry; null if the entry's page shows none. */
function shownThisDay(site: Site, entry: SiteEntry): ReturnType<typeof thisDayOf> {
  return hasCalendar(site) && entry.post.kind === "post" ? thisDayOf(site.model, entry) : null;
}

/** Returns a key that changes with the earlier years on an entry's page; "" if the page shows none. */
export function thisDayKey(site: Site, entry: SiteEntry): string {
  const found = shownThisDay(site, entry);
  if (!found) return "";
  return ["this day", ...found.earlier.map(({ year, only }) => `${year} ${only?.url ?? ""}`)].join("\n");
}
