import {
  type EntryKind,
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
 * Groups neighbouring entries whose texts are in the same files. A group of posts is a month in UTC; all
 * pages are one group.
 */
export function groupEntries(kind: EntryKind, entries: readonly SiteEntry[]): Group[] {
  const groups: [string, number][] = [];
  for (const entry of entries) {
    const name = kind === "pages" ? "all" : monthOf(timeOf(entry));
    const last = groups.at(-1);
    if (last?.[0] === name) last[1] += 1;
    else groups.push([name, 1]);
  }
  return groups;
}

/**
 * Returns the month in UTC. Therefore posts that are in order of time are also in order of months, in all
 * time zones.
 */
function monthOf(time: number): string {
  const date = new Date(time);
  return `${date.getUTCFullYear()}-${String(date.getUTCMonth() + 1).padStart(2, "0")}`;
}

/** Plans the files with the data of entries that search results show. */
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
