import { calendarPage, listPage, places } from "../addresses/places.ts";
import { fromRoot, rootOf } from "../addresses/urls.ts";
import { daysOfYear } from "../model/calendar-days.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { YearGroup } from "../model/site-groups.ts";
import { calendarMonth, calendarUrl, hasCalendar, monthKey } from "../template-data/calendar-scope.ts";
import { dateScope, languageOf, linkKey } from "../template-data/entry-scope.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { wordFinder } from "../theme/theme-filters.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";

const months = Array.from({ length: 12 }, (_, month) => String(month + 1).padStart(2, "0"));

/**
 * Plans the calendar: the years with their months, a page for each year, and a page for each day of the year.
 * A new post changes the page of its year and the page of its day.
 * The overview of all years changes only if the new post is the first post of its month.
 */
export function* planCalendar(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  if (!hasCalendar(site)) return;
  yield overviewFile(context);
  for (const [position] of site.model.years.entries()) yield yearFile(context, position);
  // Sorted, so that the site map does not change if a day loses its oldest post.
  const days = [...daysOfYear(site.model)].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [day, entries] of days) yield dayFile(context, day, entries);
}

function overviewFile(context: PlanContext): PlannedFile {
  const { site } = context;
  const path = listPage(places.calendar, null);
  const shared = (): string => context.themedKey("calendar", rootOf(path));
  return {
    path,
    group: "list",
    name: "calendar",
    isIndexed: true,
    shared,
    inputs: () => [
      shared(),
      ...site.model.years.map(({ year, months }) => `${year} ${months.map(({ month }) => month).join(" ")}`),
    ],
    text: () => renderThemed(context, themedOverview(site, path), path),
  };
}

function themedOverview(site: Site, path: string): ThemedPage {
  const root = rootOf(path);
  const heading = wordFinder(site.theme, site.settings.language)("calendar");
  const years = site.model.years.map(({ year, months: withPosts }) => ({
    year,
    url: fromRoot(root, calendarPage(year)),
    months: months.map((month) => ({
      name: site.dates.monthName(month),
      url: withPosts.some((group) => group.month === month)
        ? `${fromRoot(root, calendarPage(year))}#m${month}`
        : "",
    })),
  }));
  return {
    template: "calendar",
    page: generatedPageScope(site, { kind: "list", path, title: heading }),
    own: { calendar: { kind: "years", heading, years, months: [], older: null } },
  };
}

function yearFile(context: PlanContext, position: number): PlannedFile {
  const { site } = context;
  const { years } = site.model;
  const year = years[position] as YearGroup;
  const path = calendarPage(year.year);
  const shared = (): string => context.themedKey("calendar", rootOf(path));
  return {
    path,
    group: "list",
    name: `calendar of ${year.year}`,
    isIndexed: true,
    year: year.year,
    shared,
    inputs: () => [shared(), years[position + 1]?.year, ...year.months.map((month) => monthKey(site, month))],
    text: () => renderThemed(context, themedYear(site, position, path), path),
  };
}

function themedYear(site: Site, position: number, path: string): ThemedPage {
  const root = rootOf(path);
  const { years } = site.model;
  const { year, months: withPosts } = years[position] as YearGroup;
  const before = years[position + 1];
  const older = before && {
    title: site.dates.year(before.year),
    url: fromRoot(root, calendarPage(before.year)),
  };
  const heading = site.dates.year(year);
  const word = wordFinder(site.theme, site.settings.language)("calendar");
  return {
    template: "calendar",
    page: generatedPageScope(site, { kind: "list", path, title: `${heading} ${word}` }),
    own: {
      calendar: {
        kind: "year",
        heading,
        years: [],
        months: months.map((month) => {
          const group = withPosts.find((other) => other.month === month);
          return calendarMonth(site, { year, month }, group, root);
        }),
        // No link to the next year, so that a year's first post does not change the previous year's page.
        older: older ?? null,
      },
    },
  };
}

function dayFile(context: PlanContext, day: string, entries: readonly SiteEntry[]): PlannedFile {
  const { site } = context;
  const path = calendarPage(day);
  const shared = (): string => context.themedKey("day", rootOf(path));
  return {
    path,
    group: "list",
    name: `day ${day}`,
    isIndexed: true,
    links: () => entries,
    shared,
    inputs: () => [shared(), ...entries.map(linkKey)],
    text: () => renderThemed(context, themedDay(site, day, entries, path), path),
  };
}

function themedDay(site: Site, day: string, entries: readonly SiteEntry[], path: string): ThemedPage {
  const root = rootOf(path);
  const heading = site.dates.dayOfYear(day);
  const years = [...new Set(entries.map(({ year }) => year))].sort().reverse();
  return {
    template: "day",
    page: generatedPageScope(site, { kind: "list", path, title: heading }),
    own: {
      day: {
        heading,
        calendar_url: calendarUrl(site, root),
        years: years.map((year) => ({
          year,
          label: site.dates.year(year),
          url: fromRoot(root, calendarPage(year)),
          posts: entries
            .filter((entry) => entry.year === year)
            .map((entry) => ({
              title: entry.title,
              url: fromRoot(root, entry.url),
              ...dateScope(site, entry),
              language: languageOf(site, entry),
            })),
        })),
      },
    },
  };
}
