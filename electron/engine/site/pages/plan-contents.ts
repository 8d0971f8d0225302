import { shortHash } from "#engine/base/hash.ts";
import { type ContentsPage, contentsPages, type Period, periodName } from "../model/contents-pages.ts";
import { dateScope, languageOf, linkKey } from "../template-data/entry-scope.ts";
import { pageWords, withName } from "../template-data/page-words.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { calendarOf, hasCalendar } from "../template-data/calendar-scope.ts";
import { contentsPage } from "../addresses/places.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
} from "../template-data/planned-file.ts";
import type { DateWriter } from "../model/dates.ts";
import type { Site } from "../model/site.ts";
import type { MonthGroup } from "../model/site-groups.ts";
import { fromRoot, rootOf } from "../addresses/urls.ts";

interface MonthLinkScope {
  readonly month: string;
  readonly label: string;
  /** Name of the month without the year: `5月`, `May`. */
  readonly name: string;
  readonly url: string;
}

interface MonthScope extends MonthLinkScope {
  /** Number of posts. A link to a month has no number, so that a deleted post changes fewer pages. */
  readonly count: number;
  readonly posts: readonly {
    readonly title: string;
    readonly url: string;
    readonly date_text: string;
    readonly date_iso: string;
    readonly language: string;
  }[];
}

/** Plans the table of contents: its first pages, and a page for each year and month. */
export function* planContents(context: PlanContext): Generator<PlannedFile> {
  const { site } = context;
  for (const page of contentsPages(site.model.years)) {
    const { kind, path, year, months, brief, older, newer } = page;
    const shared = (): string => context.themedKey("contents", rootOf(path));
    yield {
      path,
      group: "list",
      name: "contents",
      isIndexed: true,
      ...(year === undefined ? {} : { year }),
      links: () => months.flatMap(({ entries }) => entries),
      shared,
      inputs: () => [
        shared(),
        `${kind} ${older && periodName(older)} ${newer && periodName(newer)}`,
        ...site.model.years.map(({ year }) => year),
        ...brief.map(periodName),
        ...months.map(linksKey),
        kind === "month" && hasCalendar(site),
      ],
      text: () => renderThemed(context, themedContents(site, page), path),
    };
  }
}

/** Caches the `linksKey` of each month. A change of one of its posts makes a new object of the month. */
const linksKeys = new WeakMap<MonthGroup, string>();

/** Returns a key that changes if the link to any post of the month changes (`linkKey`). */
function linksKey(month: MonthGroup): string {
  const key = linksKeys.get(month) ?? shortHash(month.entries.map(linkKey).join("\n"));
  linksKeys.set(month, key);
  return key;
}

function themedContents(site: Site, page: ContentsPage): ThemedPage {
  const { kind, path, months, brief, older, newer } = page;
  const root = rootOf(path);
  const title = contentsTitle(site, page);
  const years = site.model.years.map(({ year }) => ({
    year,
    url: fromRoot(root, contentsPage(year)),
    current: path === contentsPage(year),
    months: months.filter((month) => month.year === year).map((month) => monthScope(site, month, root)),
    brief: brief.filter((month) => month.year === year).map((month) => monthLink(site, month, root)),
  }));
  return {
    template: "contents",
    page: generatedPageScope(site, { kind: "contents", path, title, hasOpml: true }),
    own: {
      contents: {
        kind,
        title,
        years,
        older: periodScope(site, older, root),
        newer: periodScope(site, newer, root),
        calendar: kind === "month" ? calendarOf(site, months[0], root) : null,
      },
    },
  };
}

function monthLink(site: Site, month: MonthGroup, root: string): MonthLinkScope {
  return {
    month: month.month,
    label: periodLabel(site, month),
    name: site.dates.monthName(month.month.slice(-2)),
    url: fromRoot(root, contentsPage(periodName(month))),
  };
}

function monthScope(site: Site, month: MonthGroup, root: string): MonthScope {
  return {
    ...monthLink(site, month, root),
    count: month.entries.length,
    posts: month.entries.toReversed().map((entry) => ({
      title: entry.title,
      url: fromRoot(root, entry.url),
      ...dateScope(site, entry),
      language: languageOf(site, entry),
    })),
  };
}

function periodScope(site: Site, period: Period | null, root: string): { title: string; url: string } | null {
  if (!period) return null;
  return { title: periodLabel(site, period), url: fromRoot(root, contentsPage(periodName(period))) };
}

function periodLabel(site: Site, period: Period): string {
  if (!("month" in period)) return site.dates.year(period.year);
  const date = period.entries[0]?.date;
  const name = periodName(period);
  if (!date) return name;
  const labels = monthLabels.get(site.dates) ?? new Map<string, string>();
  monthLabels.set(site.dates, labels);
  const label = labels.get(name) ?? site.dates.month(date);
  labels.set(name, label);
  return label;
}

/** Caches the label of each month by the month's name, because several pages list the same months. */
const monthLabels = new WeakMap<DateWriter, Map<string, string>>();

function contentsTitle(site: Site, { kind, months, brief }: ContentsPage): string {
  const first = months[0] ?? brief[0];
  const words = pageWords(site.settings.language);
  if (kind === "all") return words.allContents;
  if (kind === "newest" || !first) return words.contents;
  return withName(
    words.contentsOf,
    kind === "month" ? periodLabel(site, first) : site.dates.year(first.year),
  );
}
