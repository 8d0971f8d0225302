import { renewedMap } from "./renewed-map.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { neighboursOf } from "./site-groups.ts";
import type { SiteModel } from "./site-model.ts";
import { termsByKey } from "./terms.ts";

/**
 * Maximum number of changed entries for an update. A larger update is no faster than a new model.
 */
const maxRenewed = 4;

type Renewals = ReadonlyMap<SiteEntry, SiteEntry>;

/**
 * Returns the model that results if the entries `before` are replaced by `entries`.
 * Both lists must have the same `SiteModel.shape`: the same posts, addresses and lists.
 * Unchanged parts of the model stay the same objects.
 * Returns undefined if many entries changed, or if a changed entry has aliases, relations or a series.
 */
export function renewModel(
  model: SiteModel,
  before: readonly SiteEntry[],
  entries: readonly SiteEntry[],
): SiteModel | undefined {
  const renewals = new Map<SiteEntry, SiteEntry>();
  for (let at = 0; at < entries.length; at += 1) {
    const [old, entry] = [before[at], entries[at]];
    if (old && entry && old !== entry) renewals.set(old, entry);
    if (renewals.size > maxRenewed) return undefined;
  }
  const isSimple = [...renewals.keys()].every((entry) => standsInLists(model, entry));
  return isSimple ? withRenewed(model, renewals) : undefined;
}

function standsInLists(model: SiteModel, entry: SiteEntry): boolean {
  const { post } = entry;
  if (post.aliases.length > 0 || model.relations.has(post.path) || model.seriesPositions.has(post.path))
    return false;
  return neighboursOf(model, entry) !== undefined;
}

function withRenewed(model: SiteModel, renewals: Renewals): SiteModel {
  const tags = renewGroups(model.tags, renewals);
  const categories = renewGroups(model.categories, renewals);
  return {
    ...model,
    posts: renewList(model.posts, renewals),
    pinned: renewList(model.pinned, renewals),
    byPath: renewMap(model.byPath, renewals, ({ post }) => post.path),
    byAddress: renewMap(model.byAddress, renewals, ({ addressKey }) => addressKey),
    sections: renewGroups(model.sections, renewals),
    tags,
    categories,
    tagsByKey: tags === model.tags ? model.tagsByKey : termsByKey(tags),
    categoriesByKey: categories === model.categories ? model.categoriesByKey : termsByKey(categories),
    years: renewGroups(model.years, renewals).map((year) => {
      const months = renewGroups(year.months, renewals);
      return months === year.months ? year : { ...year, months };
    }),
    recentUpdates: renewList(model.recentUpdates, renewals),
  };
}

function renewList(list: readonly SiteEntry[], renewals: Renewals): readonly SiteEntry[] {
  let renewed: SiteEntry[] | undefined;
  for (const [old, entry] of renewals) {
    const at = list.indexOf(old);
    if (at === -1) continue;
    renewed ??= [...list];
    renewed[at] = entry;
  }
  return renewed ?? list;
}

function renewGroups<Group extends { readonly entries: readonly SiteEntry[] }>(
  groups: readonly Group[],
  renewals: Renewals,
): readonly Group[] {
  const renewed = groups.map((group) => {
    const entries = renewList(group.entries, renewals);
    return entries === group.entries ? group : { ...group, entries };
  });
  return renewed.some((group, at) => group !== groups[at]) ? renewed : groups;
}

function renewMap(
  entries: ReadonlyMap<string, SiteEntry>,
  renewals: Renewals,
  keyOf: (entry: SiteEntry) => string,
): ReadonlyMap<string, SiteEntry> {
  return renewedMap(entries, new Map(Array.from(renewals.values(), (entry) => [keyOf(entry), entry])));
}
