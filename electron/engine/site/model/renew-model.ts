import type { ListChanges } from "#contract/list-changes.ts";
import { categoriesOf } from "#engine/blog/posts/post.ts";
import { termKey } from "#contract/text/collision-key.ts";
import { changesAmong, withChanges } from "../entries/entry-changes.ts";
import { isProtected } from "../entries/protected-sections.ts";
import { type EntryOptions, isListed } from "../entries/site-entries.ts";
import { isPinned, type SiteEntry } from "../entries/site-entry.ts";
import { renewedMap } from "./renewed-map.ts";
import { gatherYears, lastChanged, type SectionGroup, type YearGroup } from "./site-groups.ts";
import type { SiteModel } from "./site-model.ts";
import { type Term, termsByKey } from "./terms.ts";

type EntryChanges = ListChanges<SiteEntry>;

/** The lists and maps of a model that contain posts. */
export type RenewedLists = Pick<
  SiteModel,
  | "posts"
  | "pinned"
  | "byPath"
  | "byAddress"
  | "sections"
  | "tags"
  | "categories"
  | "tagsByKey"
  | "categoriesByKey"
  | "years"
  | "recentUpdates"
>;

/** Maximum number of changed entries for an update. A replaced entry counts twice. */
const maxChanged = 16;

/**
 * Returns the lists of the model that results if some posts of `model` change.
 * Unchanged lists stay the same objects.
 * Returns undefined if the lists must be gathered again, for instance if many entries changed.
 * Also returns undefined if a changed entry is a page, a part of a series or an unlisted post,
 * or if a list appears or disappears.
 */
export function renewLists(
  model: SiteModel,
  changes: EntryChanges,
  options: EntryOptions,
): RenewedLists | undefined {
  const changed = allOf(changes);
  if (changed.length > maxChanged || !changed.every((entry) => isPlainPost(entry, options))) return undefined;
  const maps = renewMaps(model, changes);
  const sections = renewSections(model.sections, changes, options);
  const tags = renewTerms(model.tags, changes, ({ post }) => post.tags);
  const categories = renewTerms(model.categories, changes, ({ post }) => categoriesOf(post));
  if (!maps || !sections || !tags || !categories) return undefined;
  const posts = withChanges(model.posts, changes);
  return {
    ...maps,
    posts,
    pinned: changed.some(isPinned) ? posts.filter(isPinned).reverse() : model.pinned,
    sections,
    tags,
    categories,
    tagsByKey: tags === model.tags ? model.tagsByKey : termsByKey(tags),
    categoriesByKey: categories === model.categories ? model.categoriesByKey : termsByKey(categories),
    years: renewYears(model.years, changes),
    recentUpdates: renewUpdates(model.recentUpdates, posts, changes, options),
  };
}

function allOf({ gone, fresh }: EntryChanges): readonly SiteEntry[] {
  return [...gone, ...fresh];
}

/** Whether an entry is a post that lists show and that belongs to no series. */
function isPlainPost(entry: SiteEntry, options: EntryOptions): boolean {
  const { kind, series, section } = entry.post;
  const isInSeries = series !== undefined;
  return (
    kind === "post" &&
    !isInSeries &&
    !entry.shared &&
    isListed(entry, options) &&
    !isProtected(options.settings, section)
  );
}

/** Returns undefined if two entries have the same address, because `byAddress` contains only one of them. */
function renewMaps(
  { byPath, byAddress }: SiteModel,
  { gone, fresh }: EntryChanges,
): Pick<SiteModel, "byPath" | "byAddress"> | undefined {
  const renew = (map: ReadonlyMap<string, SiteEntry>, keyOf: (entry: SiteEntry) => string) =>
    renewedMap(map, new Map(fresh.map((entry) => [keyOf(entry), entry])), gone.map(keyOf));
  const paths = renew(byPath, ({ post }) => post.path);
  const addresses = renew(byAddress, ({ addressKey }) => addressKey);
  const isUnique = byPath.size === byAddress.size && paths.size === addresses.size;
  return isUnique ? { byPath: paths, byAddress: addresses } : undefined;
}

/**
 * Returns undefined if a changed entry's section is not in `blog.yaml`.
 * The order of such sections depends on their first posts, so it may have changed.
 */
function renewSections(
  sections: readonly SectionGroup[],
  changes: EntryChanges,
  { settings }: EntryOptions,
): readonly SectionGroup[] | undefined {
  if (allOf(changes).some(({ post }) => !Object.hasOwn(settings.sections, post.section))) return undefined;
  return sections.map((section) => {
    const entries = withChanges(
      section.entries,
      changesAmong(changes, ({ post }) => post.section === section.name),
    );
    return entries === section.entries ? section : { ...section, entries };
  });
}

/** Returns undefined if a term is new, loses its last post, or is spelled in another way by a post. */
function renewTerms(
  terms: readonly Term<SiteEntry>[],
  changes: EntryChanges,
  namesOf: (entry: SiteEntry) => readonly string[],
): readonly Term<SiteEntry>[] | undefined {
  const renewed = new Map<Term<SiteEntry>, Term<SiteEntry>>();
  for (const name of new Set(allOf(changes).flatMap(namesOf))) {
    const term = terms.find((one) => one.name === name);
    if (!term) return undefined;
    const entries = withChanges(
      term.entries,
      changesAmong(changes, (entry) => namesOf(entry).includes(name)),
    );
    const names = new Set(entries.flatMap(namesOf));
    const spellings = [...names].filter((one) => termKey(one) === termKey(name));
    if (spellings.length !== 1 || spellings[0] !== name) return undefined;
    renewed.set(term, { ...term, entries });
  }
  return renewed.size === 0 ? terms : terms.map((term) => renewed.get(term) ?? term);
}

function renewYears(years: readonly YearGroup[], changes: EntryChanges): readonly YearGroup[] {
  const changed = new Set(allOf(changes).map(({ year }) => year));
  const renewed = [...changed].flatMap((year) => {
    const before = years.find((one) => one.year === year)?.entries ?? [];
    const posts = withChanges(
      before,
      changesAmong(changes, (entry) => entry.year === year),
    );
    return gatherYears(posts, years);
  });
  const others = years.filter(({ year }) => !changed.has(year));
  return [...others, ...renewed].sort((a, b) => (a.year < b.year ? 1 : -1));
}

function renewUpdates(
  before: SiteModel["recentUpdates"],
  posts: readonly SiteEntry[],
  { gone, fresh }: EntryChanges,
  { settings }: EntryOptions,
): readonly SiteEntry[] {
  const isLost = gone.some((entry) => before.includes(entry));
  return lastChanged(isLost ? posts : [...before, ...fresh], settings.front.recentUpdates);
}
