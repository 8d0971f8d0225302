import { changesBetween } from "#contract/list-changes.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import type { SiteModel } from "./site-model.ts";
import type { Problem } from "#contract/errors.ts";
import { categoriesOf, type Post } from "#engine/blog/posts/post.ts";
import { completeAddress } from "../addresses/addresses.ts";
import { contentKey } from "#engine/base/content-key.ts";
import { gatherRelations, gatherTranslations } from "./relations.ts";
import { isProtected } from "../entries/protected-sections.ts";
import { renewLists } from "./renew-model.ts";
import { gatherSeries, seriesPositions } from "./series.ts";
import { EntrySelector } from "../entries/entry-selector.ts";
import { type EntryOptions, isListed, type ModelSettings } from "../entries/site-entries.ts";
import { isPinned, isUnlisted, type SiteEntry } from "../entries/site-entry.ts";
import { gatherSections, gatherYears, lastChanged } from "./site-groups.ts";
import { gatherTerms, sameItems, termsByKey } from "./terms.ts";

interface LastModel {
  readonly options: EntryOptions;
  readonly entries: readonly SiteEntry[];
  readonly model: SiteModel;
}

/** Creates the successive models of a blog's site. Unchanged parts of a model stay the same objects. */
export class SiteModels {
  readonly #selector = new EntrySelector();
  #last: LastModel | undefined;
  #settings: { readonly key: string; readonly settings: ModelSettings } | undefined;

  create(source: Iterable<Post>, given: EntryOptions): SiteModel {
    const options = { ...given, settings: this.#settingsLike(given.settings) };
    const { entries, problems } = this.#selector.select(source, options);
    const last = this.#lastWith(options);
    if (
      last &&
      sameItems(last.entries, entries) &&
      contentKey(problems) === contentKey(last.model.problems)
    ) {
      return last.model;
    }
    const family = last && sameShape(last.entries, entries) ? last.model : undefined;
    const changes = last && changesBetween(last.entries, entries);
    const renewed = changes && renewLists(last.model, changes, options);
    const gathered = renewed
      ? { ...last.model, ...renewed, ...linksOf(entries, renewed, options), problems }
      : gatherModel(entries, problems, options, this.#last?.model);
    const model = {
      ...gathered,
      ...(family ? identitiesOf(family) : identities(gathered, entries, this.#last)),
    };
    this.#last = { options, entries, model };
    return model;
  }

  /**
   * Returns only the settings that the model needs.
   * If the settings equal those of the last call, returns the same object.
   */
  #settingsLike({ language, sections, timeZone, front: { recentUpdates } }: ModelSettings): ModelSettings {
    const key = contentKey(language, sections, timeZone, recentUpdates);
    if (this.#settings?.key !== key) {
      this.#settings = { key, settings: { language, sections, timeZone, front: { recentUpdates } } };
    }
    return this.#settings.settings;
  }

  /** Returns the last model if the settings and the open post are the same. The time may differ. */
  #lastWith({ settings, preview }: EntryOptions): LastModel | undefined {
    const { options } = this.#last ?? {};
    const isSame = options?.settings === settings && options.preview?.open === preview?.open;
    return isSame ? this.#last : undefined;
  }
}

/** Creates the model of the site at the time `options.now`, without caching. */
export function createSiteModel(source: Iterable<Post>, options: EntryOptions): SiteModel {
  return new SiteModels().create(source, options);
}

/**
 * Objects for comparison by identity. For example, two models with the same object `shape` have equal shapes.
 */
type Identities = Pick<SiteModel, "addresses" | "shape" | "termNames">;
type GatheredModel = Omit<SiteModel, keyof Identities>;

function identitiesOf({ addresses, shape, termNames }: SiteModel): Identities {
  return { addresses, shape, termNames };
}

function identities(
  now: GatheredModel,
  entries: readonly SiteEntry[],
  last: LastModel | undefined,
): Identities {
  const before = last?.model;
  const isSame = before && sameAddresses(last.entries, entries) && sameAliases(before, now);
  return {
    addresses: isSame ? before.addresses : {},
    shape: {},
    termNames: before && sameTerms(before, now) ? before.termNames : {},
  };
}

function gatherModel(
  all: readonly SiteEntry[],
  problems: readonly Problem[],
  options: EntryOptions,
  before?: SiteModel,
): GatheredModel {
  const shared = all.filter((entry) => entry.shared);
  const entries = withoutShared(all);
  const listed = entries.filter((entry) => isListed(entry, options));
  const listedPosts = listed.filter(({ post }) => post.kind === "post");
  const posts = listedPosts.filter((entry) => isOpen(entry, options));
  const byPath = keyedBy(entries, ({ post }) => post.path);
  const byAddress = keyedBy(entries, ({ addressKey }) => addressKey);
  const series = gatherSeries(posts);
  const tags = gatherTerms(posts, ({ post }) => post.tags, before?.tags);
  const categories = gatherTerms(posts, ({ post }) => categoriesOf(post), before?.categories);
  return {
    posts,
    pages: listed.filter(({ post }) => post.kind === "page"),
    shared,
    pinned: posts.filter(isPinned).reverse(),
    byPath,
    byAddress,
    sections: gatherSections(listedPosts, options.settings),
    tags,
    categories,
    series,
    seriesPositions: seriesPositions(series),
    tagsByKey: termsByKey(tags),
    categoriesByKey: termsByKey(categories),
    years: gatherYears(posts, before?.years),
    recentUpdates: lastChanged(posts, options.settings.front.recentUpdates),
    ...linksOf(all, { byPath, byAddress }, options),
    problems,
  };
}

function withoutShared(entries: readonly SiteEntry[]): readonly SiteEntry[] {
  return entries.some(({ shared }) => shared) ? entries.filter(({ shared }) => !shared) : entries;
}

/** Whether the entry's section has no password. */
function isOpen({ post }: SiteEntry, { settings }: EntryOptions): boolean {
  return !isProtected(settings, post.section);
}

type Links = Pick<SiteModel, "entries" | "byAlias" | "relations" | "translations">;

/** Gathers the aliases of entries, and the relations between entries. */
function linksOf(
  all: readonly SiteEntry[],
  { byPath, byAddress }: Pick<SiteModel, "byPath" | "byAddress">,
  options: EntryOptions,
): Links {
  const entries = withoutShared(all);
  const byAlias = gatherAliases(entries, byAddress);
  const find = (name: string): SiteEntry | undefined => {
    const entry = byPath.get(name) ?? byAddress.get(collisionKey(name)) ?? byAlias.get(collisionKey(name));
    return entry && (isUnlisted(entry) || !isOpen(entry, options)) ? undefined : entry;
  };
  const isShown = (entry: SiteEntry): boolean => isListed(entry, options) && isOpen(entry, options);
  const relating = entries.filter((entry) => entry.post.relations.length > 0 && isShown(entry));
  const relations = gatherRelations(relating, find);
  const related = relations.size === 0 ? [] : entries.filter(isShown);
  return { entries, byAlias, relations, translations: gatherTranslations(related, relations) };
}

/** Returns a map of entries. Makes no array of pairs, because freeing such an array takes milliseconds. */
function keyedBy(entries: readonly SiteEntry[], keyOf: (entry: SiteEntry) => string): Map<string, SiteEntry> {
  const map = new Map<string, SiteEntry>();
  for (const entry of entries) map.set(keyOf(entry), entry);
  return map;
}

function gatherAliases(
  entries: readonly SiteEntry[],
  byAddress: SiteModel["byAddress"],
): Map<string, SiteEntry> {
  const byAlias = new Map<string, SiteEntry>();
  for (const entry of entries.filter(({ post }) => post.aliases.length > 0)) {
    for (const alias of entry.post.aliases) {
      const key = collisionKey(completeAddress(alias));
      if (!byAddress.has(key) && !byAlias.has(key)) byAlias.set(key, entry);
    }
  }
  return byAlias;
}

function sameAddresses(before: readonly SiteEntry[], now: readonly SiteEntry[]): boolean {
  const { gone, fresh } = changesBetween(before, now);
  const [old, current] = [gone, fresh].map(
    (entries) =>
      new Map(entries.filter(({ shared }) => !shared).map(({ post, address }) => [post.path, address])),
  );
  return (
    old?.size === current?.size && [...(old ?? [])].every(([path, address]) => current?.get(path) === address)
  );
}

function sameAliases({ byAlias: before }: AliasedModel, { byAlias: now }: AliasedModel): boolean {
  return (
    before.size === now.size &&
    [...before].every(([alias, { post }]) => now.get(alias)?.post.path === post.path)
  );
}

type AliasedModel = Pick<SiteModel, "byAlias">;

type TermLists = Pick<SiteModel, "tags" | "categories">;

function sameTerms(a: TermLists, b: TermLists): boolean {
  const sameNames = (left: TermLists["tags"], right: TermLists["tags"]): boolean =>
    left.length === right.length &&
    left.every(({ name, slug }, index) => right[index]?.name === name && right[index].slug === slug);
  return sameNames(a.tags, b.tags) && sameNames(a.categories, b.categories);
}

/** Whether both lists contain the same entries in the same order. Titles and summaries may differ. */
function sameShape(before: readonly SiteEntry[], now: readonly SiteEntry[]): boolean {
  return before.length === now.length && before.every((entry, at) => hasSamePlace(entry, now[at]));
}

function hasSamePlace(before: SiteEntry, now: SiteEntry | undefined): boolean {
  return before === now || (now !== undefined && placeKey(before) === placeKey(now));
}

/** Returns a key of everything that decides an entry's address and its position in lists. */
function placeKey({ post, title: _title, ...place }: SiteEntry): string {
  const {
    title: _own,
    firstWords: _first,
    revisions: _revisions,
    source: _source,
    properties,
    ...facts
  } = post;
  const { title: _written, summary: _summary, cover: _cover, ...rest } = properties;
  return contentKey(place, facts, rest);
}
