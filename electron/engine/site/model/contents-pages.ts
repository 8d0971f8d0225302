import { contentsPage, listPage, places } from "../addresses/places.ts";
import type { MonthGroup, YearGroup } from "./site-groups.ts";

/** A page of the site's table of contents, which lists the titles of posts by month, newest first. */
export interface ContentsPage {
  /**
   * `newest` is the first page, and `all` is a second page with more titles.
   * A page of the kind `year` or `month` lists the posts of one year or one month.
   */
  readonly kind: "newest" | "all" | "year" | "month";
  readonly path: string;
  /** The year of the page's posts. Missing if the page lists posts of several years. */
  readonly year?: string;
  readonly months: readonly MonthGroup[];
  /** Months that the page shows only by name, to limit the page's size. */
  readonly brief: readonly MonthGroup[];
  /** The neighbouring year on a year's page, or the neighbouring month on a month's page; null if none. */
  readonly older: Period | null;
  readonly newer: Period | null;
}

export type Period = YearGroup | MonthGroup;

/** Maximum numbers of titles on the first page and on the page of all titles. Larger pages are slow. */
const firstTitles = 500;
const maxTitles = 2000;

/**
 * Maximum number of titles on the page of a year.
 * If a year has more than `yearTitles` titles, its page lists only months. The months have their own pages.
 */
const yearTitles = 366;

export function periodName(period: Period): string {
  return "month" in period ? `${period.year}-${period.month}` : period.year;
}

/** Returns all pages of the table of contents. `years` are ordered newest first. */
export function contentsPages(years: readonly YearGroup[]): ContentsPage[] {
  const first = listPage(places.contents, null);
  const all = allTitlesPage(years);
  return [
    newestPage("newest", first, years, firstTitles),
    ...(all === first ? [] : [newestPage("all", all, years, maxTitles)]),
    ...pagesOf("year", years, ({ entries, months }) =>
      entries.length <= yearTitles ? shown(months) : inBrief(months),
    ),
    ...pagesOf("month", monthsOf(years), (month) => shown([month])),
  ];
}

/** Returns the path of the page with the most titles. */
export function allTitlesPage(years: readonly YearGroup[]): string {
  const first = newestYears(years, firstTitles);
  const isFirst = first === years.length || first === 0;
  return isFirst ? listPage(places.contents, null) : contentsPage("all");
}

function newestPage(
  kind: "newest" | "all",
  path: string,
  years: readonly YearGroup[],
  titles: number,
): ContentsPage {
  const end = newestYears(years, titles);
  const [months, brief] = [monthsOf(years.slice(0, end)), monthsOf(years.slice(end))];
  return { kind, path, months, brief, older: null, newer: null };
}

function pagesOf<P extends Period>(
  kind: "year" | "month",
  periods: readonly P[],
  monthsIn: (period: P) => Pick<ContentsPage, "months" | "brief">,
): ContentsPage[] {
  return periods.map((period, index) => ({
    kind,
    path: contentsPage(periodName(period)),
    year: period.year,
    ...monthsIn(period),
    older: periods[index + 1] ?? null,
    newer: periods[index - 1] ?? null,
  }));
}

function shown(months: readonly MonthGroup[]): Pick<ContentsPage, "months" | "brief"> {
  return { months, brief: [] };
}

function inBrief(months: readonly MonthGroup[]): Pick<ContentsPage, "months" | "brief"> {
  return { months: [], brief: months };
}

function isShort(year: YearGroup): boolean {
  return year.entries.length <= maxTitles;
}

function monthsOf(years: readonly YearGroup[]): MonthGroup[] {
  return years.flatMap(({ months }) => months);
}

/**
 * Returns how many of the newest years fit on a page with `limit` titles.
 * The page contains the newest year even if this year alone has more than `limit` titles.
 * Returns 0 if the newest year has more than `maxTitles` titles, which are too many for one page.
 */
function newestYears(years: readonly YearGroup[], limit: number): number {
  let titles = 0;
  if (years[0] && !isShort(years[0])) return 0;
  const end = years.findIndex(({ entries }, index) => {
    titles += entries.length;
    return index > 0 && titles > limit;
  });
  return end === -1 ? years.length : end;
}
