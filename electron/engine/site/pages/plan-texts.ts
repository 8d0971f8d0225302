import { engineVersion } from "#engine/base/engine-version.ts";
import {
  type EntryKind,
  entriesPerText,
  type Group,
  type SearchText,
  searchFolder,
  type TextFile,
  textFilesOf,
} from "#contract/site-search/layout.ts";
import type { PlannedFile } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import { packedFile } from "../search/packed-file.ts";
import { type SiteEntry, timeOf } from "../entries/site-entry.ts";

/**
 * Groups entries so that the texts of each group are in one file.
 * Groups posts by month in UTC, and puts all pages into one group.
 * A month with many posts is divided into halves, and a half with many posts into two groups of about a week.
 * So a post that divides its group adds at most two files.
 */
export function groupEntries(kind: EntryKind, entries: readonly SiteEntry[]): Group[] {
  if (kind === "pages") return entries.length === 0 ? [] : [["all", entries.length]];
  return runsOf(entries, monthOf).flatMap(([month, inMonth]): Group[] =>
    inMonth.length <= entriesPerText
      ? [[month, inMonth.length]]
      : halvesOf(runsOf(inMonth, quarterOf)).map(([part, length]) => [`${month}-${part}`, length]),
  );
}

/** Joins the quarters of each half of a month, unless the half has too many posts for one file. */
function halvesOf(quarters: readonly (readonly [string, readonly SiteEntry[]])[]): Group[] {
  const lengths = quarters.map(([name, { length }]): Group => [name, length]);
  return ["12", "34"].flatMap((half) => {
    const parts = lengths.filter(([name]) => half.includes(name));
    const length = parts.reduce((sum, [, count]) => sum + count, 0);
    return length <= entriesPerText && length > 0 ? [[half, length] as const] : parts;
  });
}

/** A period of time, with its exclusive end in milliseconds since the epoch. */
interface Period {
  readonly name: string;
  readonly end: number;
}

/** Divides entries by period. The entries are sorted by time, so each period is a range of the entries. */
function runsOf(
  entries: readonly SiteEntry[],
  periodOf: (time: number) => Period,
): [name: string, entries: SiteEntry[]][] {
  const runs: [string, SiteEntry[]][] = [];
  let end = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const time = timeOf(entry);
    if (time >= end) {
      const period = periodOf(time);
      runs.push([period.name, []]);
      end = period.end;
    }
    runs.at(-1)?.[1].push(entry);
  }
  return runs;
}

/** Returns the month of a time in UTC. In UTC, posts sorted by time are also sorted by month. */
function monthOf(time: number): Period {
  const date = new Date(time);
  date.setUTCHours(0, 0, 0, 0);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth()];
  return { name: `${year}-${String(month + 1).padStart(2, "0")}`, end: date.setUTCMonth(month + 1, 1) };
}

/** Returns the quarter of the month in UTC, from 1 to 4. */
function quarterOf(time: number): Period {
  const date = new Date(time);
  date.setUTCHours(0, 0, 0, 0);
  const quarter = Math.min(4, Math.ceil(date.getUTCDate() / 7));
  const end = quarter < 4 ? date.setUTCDate(7 * quarter + 1) : date.setUTCMonth(date.getUTCMonth() + 1, 1);
  return { name: String(quarter), end };
}

/** Plans the files with the titles and texts that search results show. */
export function planTexts(
  site: Site,
  kind: EntryKind,
  entries: readonly SiteEntry[],
  groups: readonly Group[],
): PlannedFile[] {
  return textFilesOf(kind, groups).map((file) => textFile(site, file, entries));
}

function textFile(site: Site, { name, first, end }: TextFile, all: readonly SiteEntry[]): PlannedFile {
  const texts = all.slice(first, end);
  return {
    path: `${searchFolder}/${name}.js`,
    group: "search",
    name: "search",
    texts,
    shared: () => engineVersion,
    place: () => name,
    inputs: () => [
      engineVersion,
      name,
      ...texts.flatMap((entry) => {
        // Finds the terms while the text is cached, because the files with terms are made later.
        site.termsOf(entry);
        return [site.summaryOf(entry), site.articleOf(entry).key];
      }),
    ],
    text: () => packedFile(name, JSON.stringify(texts.map((entry) => textOf(site, entry)))),
  };
}

function textOf(site: Site, entry: SiteEntry): SearchText {
  const { title, url, date_text, date_iso, language } = site.summaryOf(entry);
  return [title, url, date_text, date_iso, language, site.plainTextOf(entry)];
}
