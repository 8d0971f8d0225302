import {
  type EntryKind,
  entriesPerText,
  type Group,
  registerName,
  type SearchText,
  searchFolder,
  type TextFile,
  textFilesOf,
} from "#contract/site-search/layout.ts";
import { valuesWithoutServerCode } from "#engine/markdown/html/server-code.ts";
import type { PlannedFile } from "../pages/planned-file.ts";
import type { Site } from "../model/site.ts";
import { type SiteEntry, timeOf } from "../model/site-entry.ts";

/**
 * Groups neighbouring entries whose texts are in the same files: posts by their month in UTC, or by quarters
 * of a month if the month has many posts; all pages together.
 */
export function groupEntries(kind: EntryKind, entries: readonly SiteEntry[]): Group[] {
  if (kind === "pages") return entries.length === 0 ? [] : [["all", entries.length]];
  return runsOf(entries, monthOf).flatMap(([month, inMonth]): Group[] =>
    inMonth.length <= entriesPerText
      ? [[month, inMonth.length]]
      : runsOf(inMonth, quarterOf).map(([quarter, { length }]) => [`${month}-${quarter}`, length]),
  );
}

/** Divides entries into runs of neighbours with the same name. */
function runsOf(
  entries: readonly SiteEntry[],
  nameOf: (time: number) => string,
): [name: string, entries: SiteEntry[]][] {
  const runs: [string, SiteEntry[]][] = [];
  for (const entry of entries) {
    const name = nameOf(timeOf(entry));
    const last = runs.at(-1);
    if (last?.[0] === name) last[1].push(entry);
    else runs.push([name, [entry]]);
  }
  return runs;
}

/**
 * Returns the month in UTC. Therefore posts that are in order of time are also in order of months, in all
 * time zones.
 */
function monthOf(time: number): string {
  const date = new Date(time);
  return `${date.getUTCFullYear()}-${String(date.getUTCMonth() + 1).padStart(2, "0")}`;
}

/** Returns the quarter of the month in UTC, from 1 to 4. The last quarter has the days from the 22nd on. */
function quarterOf(time: number): string {
  return String(Math.min(4, Math.ceil(new Date(time).getUTCDate() / 7)));
}

/** Plans the files with what search results show of entries. */
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
    inputs: () =>
      texts.flatMap((entry) => {
        // Lists the search terms now, while the text is cached. The files of terms, which need these terms,
        // are made later.
        site.termsOf(entry);
        return [site.summaryOf(entry), site.articleOf(entry).key];
      }),
    text: () => {
      const values = JSON.stringify(texts.map((entry) => textOf(site, entry)));
      return `${registerName}("${name}",${site.settings.serverCode ? values : valuesWithoutServerCode(values)});\n`;
    },
  };
}

function textOf(site: Site, entry: SiteEntry): SearchText {
  const { title, url, date_text, date_iso, language } = site.summaryOf(entry);
  return [title, url, date_text, date_iso, language, site.plainTextOf(entry)];
}
