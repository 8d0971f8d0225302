import { contentsPage, listPage, places } from "../addresses/places.ts";
import type { MonthGroup, YearGroup } from "../model/site-groups.ts";

/** A page of the contents: titles by month, newest first. */
export interface ContentsPage {
  /** `newest` is the first page; `all` has more titles, if there are more. */
  readonly kind: "newest" | "all" | "year" | "month";
  readonly path: string;
  /** Months shown with the titles of their posts. */
  readonly months: readonly MonthGroup[];
  /** Months shown with their names and numbers of posts only, because there would be too many titles. */
  readonly brief: readonly MonthGroup[];
  /** The pages of the same kind before and after this one in time; for years and months only. */
  readonly older: Period | null;
  readonly newer: Period | null;
}

/** A year or a month that has a contents page; `months` identifies a year. */
export type Period = YearGroup | MonthGroup;

/** Maximum number of titles on the first page and on others: larger pages are slow to make, send and read. */
const firstTitles = 500;
const mostTitles = 2000;

/** `2022` or `2022-05`. */
export function periodName(period: Period): string {
  return "month" in period ? `${period.year}-${period.month}` : period.year;
}

/** Returns all pages of the contents; `years` newest first. */
export function contentsPages(years: readonly YearGroup[]): ContentsPage[] {
  const first = listPage(places.contents, null);
  const all = allTitlesPage(years);
  return [
    newestPage("newest", first, years, firstTitles),
    ...(all === first ? [] : [newestPage("all", all, years, mostTitles)]),
    ...pagesOf("year", years, (year) => (isShort(year) ? shown(year.months) : inBrief(year.months))),
    ...pagesOf("month", monthsOf(years), (month) => shown([month])),
  ];
}

/**
 * Returns the page with the most titles: the first one if it holds all of them, or if no page can hold any.
 */
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
  return year.entries.length <= mostTitles;
}

function monthsOf(years: readonly YearGroup[]): MonthGroup[] {
  return years.flatMap(({ months }) => months);
}

/** Returns how many newest years have at most `most` titles; at least one, if that year is short. */
function newestYears(years: readonly YearGroup[], most: number): number {
  let titles = 0;
  if (years[0] && !isShort(years[0])) return 0;
  const end = years.findIndex(({ entries }, index) => {
    titles += entries.length;
    return index > 0 && titles > most;
  });
  return end === -1 ? years.length : end;
}
