import { dateScope, languageOf, linkKey } from "./entry-scope.ts";
import { generatedPageScope } from "./page-scope.ts";
import { places } from "./places.ts";
import {
  type PlanContext,
  type PlannedFile,
  renderThemed,
  type ThemedPage,
  themedInputs,
} from "./planned-file.ts";
import type { Site } from "./site.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { YearGroup } from "./site-model.ts";
import { fromRoot, rootOf } from "./urls.ts";

/** Titles on the first contents page, before it leaves the rest to the pages of the years. */
const firstPageTitles = 500;

interface MonthScope {
  readonly month: string;
  readonly label: string;
  readonly posts: readonly {
    readonly title: string;
    readonly url: string;
    readonly date_text: string;
    readonly date_iso: string;
    readonly language: string;
  }[];
}

/** The contents: one page for each year, and one with the newest years whole. */
export function* planContents(context: PlanContext): Generator<PlannedFile> {
  const { years } = context.site.model;
  yield contentsFile(context, `${places.contents}/index.html`, null, newestYears(years));
  for (const year of years) {
    yield contentsFile(context, `${places.contents}/${year.year}.html`, year, new Set([year]));
  }
}

function contentsFile(
  context: PlanContext,
  path: string,
  current: YearGroup | null,
  shown: ReadonlySet<YearGroup>,
): PlannedFile {
  const { site } = context;
  return {
    path,
    group: "list",
    name: "contents",
    inputs: () => [
      ...themedInputs(context, "contents", rootOf(path)),
      current?.year,
      ...site.model.years.map(({ year }) => year),
      ...[...shown].flatMap(({ entries }) => entries.map(linkKey)),
    ],
    text: () => renderThemed(context, themedContents(site, path, current, shown), path),
  };
}

/** Whole years from the newest, as many as stay under the limit, but at least one. */
function newestYears(years: readonly YearGroup[]): Set<YearGroup> {
  const shown = new Set<YearGroup>();
  let titles = 0;
  for (const year of years) {
    titles += year.entries.length;
    if (shown.size > 0 && titles > firstPageTitles) break;
    shown.add(year);
  }
  return shown;
}

function themedContents(
  site: Site,
  path: string,
  current: YearGroup | null,
  shown: ReadonlySet<YearGroup>,
): ThemedPage {
  const root = rootOf(path);
  const title = contentsTitle(site.settings.language, current);
  const years = site.model.years.map((group) => ({
    year: group.year,
    url: fromRoot(root, `${places.contents}/${group.year}.html`),
    current: group === current,
    months: shown.has(group) ? monthScopes(site, group, root) : [],
  }));
  return {
    template: "contents",
    page: generatedPageScope(site, { kind: "contents", path, title }),
    own: { contents: { title, years } },
  };
}

/** The posts of a year by month, newest first. */
function monthScopes(site: Site, { entries }: YearGroup, root: string): MonthScope[] {
  const months = new Map<string, SiteEntry[]>();
  for (const entry of entries.toReversed()) {
    const month = months.get(entry.month);
    if (month) month.push(entry);
    else months.set(entry.month, [entry]);
  }
  return [...months].map(([month, posts]) => ({
    month,
    label: posts[0]?.date ? site.dates.month(posts[0].date) : month,
    posts: posts.map((entry) => ({
      title: entry.title,
      url: fromRoot(root, entry.url),
      ...dateScope(site, entry),
      language: languageOf(site, entry),
    })),
  }));
}

function contentsTitle(language: string, year: YearGroup | null): string {
  if (language.startsWith("ja")) return year ? `${year.year}年の目次` : "目次";
  return year ? `Contents of ${year.year}` : "Contents";
}
