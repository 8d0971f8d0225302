import { contentsPage, listPage, places } from "./places.ts";
import type { MonthGroup, YearGroup } from "./site-groups.ts";

/** A page of the contents: titles by month, newest first. */
export interface ContentsPage {
  /** `newest` is the first page, `all` has every title when the first has not. */
  readonly kind: "newest" | "all" | "year" | "month";
  readonly path: string;
  readonly months: readonly MonthGroup[];
  /** Pages of the same kind before and after this one in time; only years and months have any. */
  readonly older: Period | null;
  readonly newer: Period | null;
}

/** A year or a month that has a contents page; `months` names it by its own. */
export type Period = YearGroup | MonthGroup;

/** Titles on the first page, before it leaves the rest to the others. */
const firstPageTitles = 500;

/** `2022` or `2022-05`. */
export function periodName(period: Period): string {
  return "month" in period ? `${period.year}-${period.month}` : period.year;
}

/** All pages of the contents; `years` newest first. */
export function contentsPages(years: readonly YearGroup[]): ContentsPage[] {
  const newest = newestYears(years);
  const first = listPage(places.contents, null);
  const all = allTitlesPage(years);
  return [
    { kind: "newest", path: first, months: monthsOf(newest), older: null, newer: null },
    ...(all === first
      ? []
      : [{ kind: "all", path: all, months: monthsOf(years), older: null, newer: null } as const]),
    ...pagesOf("year", years, (year) => year.months),
    ...pagesOf("month", monthsOf(years), (month) => [month]),
  ];
}

/** The page with every title: the first one as long as it holds them. */
export function allTitlesPage(years: readonly YearGroup[]): string {
  return newestYears(years).length === years.length ? listPage(places.contents, null) : contentsPage("all");
}

function pagesOf<P extends Period>(
  kind: "year" | "month",
  periods: readonly P[],
  months: (period: P) => readonly MonthGroup[],
): ContentsPage[] {
  return periods.map((period, index) => ({
    kind,
    path: contentsPage(periodName(period)),
    months: months(period),
    older: periods[index + 1] ?? null,
    newer: periods[index - 1] ?? null,
  }));
}

function monthsOf(years: readonly YearGroup[]): MonthGroup[] {
  return years.flatMap(({ months }) => months);
}

/** Whole years from the newest, as many as stay under the limit, but at least one. */
function newestYears(years: readonly YearGroup[]): YearGroup[] {
  let titles = 0;
  const end = years.findIndex(({ entries }, index) => {
    titles += entries.length;
    return index > 0 && titles > firstPageTitles;
  });
  return end === -1 ? [...years] : years.slice(0, end);
}
