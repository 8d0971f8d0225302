import {
  contentsName,
  type EntryKind,
  entryKinds,
  type Group,
  groupsIn,
  registerName,
  type Segment,
  searchFolder,
  segmentsOf,
  titlesOf,
} from "#contract/site-search/layout.ts";
import { pageWords } from "../template-data/page-words.ts";
import { generatedPageScope } from "../template-data/page-scope.ts";
import { places } from "../addresses/places.ts";
import { type PlanContext, type PlannedFile, renderThemed } from "../template-data/planned-file.ts";
import type { Site } from "../model/site.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { rootOf } from "../addresses/urls.ts";
import { ShardFiles } from "./shard-files.ts";
import { groupEntries, planTexts } from "./plan-texts.ts";
import { hasSearch, searchScope, searchScript, searchScriptPath } from "../template-data/search-scope.ts";

export interface SearchPlan {
  /** The search page. Only the script of this page reads the other files of the search. */
  readonly page: PlannedFile;
  readonly texts: readonly PlannedFile[];
  readonly others: readonly PlannedFile[];
  /**
   * Returns the files with search terms that may change when an entry changes. Omits the files in `texts`.
   */
  readersOf(path: string): readonly PlannedFile[];
}

/** Plans the files of the search. Returns null if the site has no search. */
export function planSearch(context: PlanContext): SearchPlan | null {
  const { site } = context;
  if (!hasSearch(site)) return null;
  const kinds = entryKinds.map((kind) => {
    const entries = site.model[kind];
    return { kind, entries, groups: groupEntries(kind, entries) };
  });
  const segments = kinds.flatMap(({ kind, groups }) =>
    segmentsOf(kind, groups).map((segment) => ({ segment, groups: groupsIn(segment, groups) })),
  );
  const namesOf = (wanted: EntryKind): string[] =>
    segments.flatMap(({ segment: { kind, name } }) => (kind === wanted ? [name] : []));
  const contents = JSON.stringify(Object.fromEntries(entryKinds.map((kind) => [kind, namesOf(kind)])));
  const shards = planShards(site, segments);
  return {
    page: searchPage(context),
    texts: kinds.flatMap(({ kind, entries, groups }) => planTexts(site, kind, entries, groups)),
    others: [
      fixedFile(searchScriptPath, searchScript),
      fixedFile(`${searchFolder}/${contentsName}.js`, `${registerName}("${contentsName}",${contents});\n`),
      ...shards.flatMap(({ files }) => files.files),
    ],
    readersOf: finderIn(shards),
  };
}

interface PlannedSegment {
  readonly entries: readonly SiteEntry[];
  readonly files: ShardFiles;
}

interface GroupedSegment {
  readonly segment: Segment;
  readonly groups: readonly Group[];
}

/** For all segments, plans the files with the terms of texts and the files with the terms of titles. */
function planShards(site: Site, segments: readonly GroupedSegment[]): PlannedSegment[] {
  const both = segments.flatMap(({ segment }) => [segment, titlesOf(segment)]);
  return site.searchIndex.take(both).map(({ segment, index }, at) => {
    const { kind, first, count, part } = segment;
    const entries = site.model[kind].slice(first, first + count);
    const groups = part === "titles" ? segments[at >> 1]?.groups : undefined;
    return { entries, files: new ShardFiles(site, index, { entries, groups }) };
  });
}

function finderIn(segments: readonly PlannedSegment[]): SearchPlan["readersOf"] {
  return (path) =>
    segments.flatMap(({ entries, files }) => {
      const place = entries.findIndex((entry) => entry.post.path === path);
      return place === -1 ? [] : files.touchedBy(place);
    });
}

function fixedFile(path: string, text: string): PlannedFile {
  return { path, group: "search", name: "search", inputs: () => [text], text: () => text };
}

function searchPage(context: PlanContext): PlannedFile {
  const path = places.search;
  return {
    path,
    group: "search",
    name: "search page",
    inputs: () => [context.themedKey("search", rootOf(path)), searchScriptPath],
    text: () => renderThemed(context, themedSearch(context.site), path),
  };
}

function themedSearch(site: Site): Parameters<typeof renderThemed>[1] {
  const title = pageWords(site.settings.language).search;
  const page = generatedPageScope(site, { kind: "search", path: places.search, title });
  return { template: "search", page, own: { search: searchScope(site) } };
}
