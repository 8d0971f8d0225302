import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/post.ts";
import { collisionKey } from "./addresses.ts";
import { contentKey } from "./content-key.ts";
import { gatherRelations, type RelatedEntry } from "./relations.ts";
import { type EntryOptions, EntrySelector } from "./site-entries.ts";
import { changedTimeOf, type SiteEntry } from "./site-entry.ts";
import { gatherTerms, type Term, termKey } from "./terms.ts";

/** A family of posts, a tag or a category, or a year: entries oldest first. */
export interface SectionGroup {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  readonly entries: readonly SiteEntry[];
}

/** The posts around one in its section; `newest` is null at the newest itself. */
interface Neighbours {
  readonly previous: SiteEntry | null;
  readonly next: SiteEntry | null;
  readonly newest: SiteEntry | null;
}

export interface YearGroup {
  readonly year: string;
  readonly entries: readonly SiteEntry[];
}

/** Everything that the site shows and how it hangs together, without a word of HTML. */
export interface SiteModel {
  /** What lists show, oldest first. */
  readonly posts: readonly SiteEntry[];
  readonly pages: readonly SiteEntry[];
  /** Everything that has a page, by blog path. */
  readonly byPath: ReadonlyMap<string, SiteEntry>;
  /** The same by the collision key of the address. */
  readonly byAddress: ReadonlyMap<string, SiteEntry>;
  /** By blog path, for posts. */
  readonly neighbours: ReadonlyMap<string, Neighbours>;
  readonly sections: readonly SectionGroup[];
  readonly tags: readonly Term<SiteEntry>[];
  readonly categories: readonly Term<SiteEntry>[];
  /** Terms by the key that `termKey` gives. */
  readonly tagsByKey: ReadonlyMap<string, Term<SiteEntry>>;
  readonly categoriesByKey: ReadonlyMap<string, Term<SiteEntry>>;
  /** Newest year first. */
  readonly years: readonly YearGroup[];
  /** Last change first. */
  readonly recentUpdates: readonly SiteEntry[];
  readonly relations: ReadonlyMap<string, readonly RelatedEntry[]>;
  readonly problems: readonly Problem[];
  /** The same object from model to model as long as everything has the same address. */
  readonly addresses: object;
  /** The same object as long as tags and categories have the same names and folders. */
  readonly termNames: object;
}

/**
 * Makes model after model of one blog; what does not change between them stays the same object, the whole model
 * included.
 */
export class SiteModels {
  readonly #selector = new EntrySelector();
  #last: { options: EntryOptions; entries: readonly SiteEntry[]; model: SiteModel } | undefined;

  /** Reads the blog's posts as a site at the time `options.now`. */
  create(source: Iterable<Post>, options: EntryOptions): SiteModel {
    const { entries, problems } = this.#selector.select(source, options);
    const last = this.#last;
    if (
      last?.options.settings === options.settings &&
      last.options.preview?.open === options.preview?.open &&
      sameItems(last.entries, entries) &&
      contentKey(problems) === contentKey(last.model.problems)
    ) {
      return last.model;
    }
    const model = gatherModel(entries, problems, options, last?.model);
    this.#last = { options, entries, model };
    return model;
  }
}

function sameItems(a: readonly SiteEntry[], b: readonly SiteEntry[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

/** Reads the blog's posts as a site at the time `options.now`. Pure; about a microsecond per post. */
export function createSiteModel(source: Iterable<Post>, options: EntryOptions): SiteModel {
  return new SiteModels().create(source, options);
}

function gatherModel(
  entries: readonly SiteEntry[],
  problems: readonly Problem[],
  options: EntryOptions,
  before: SiteModel | undefined,
): SiteModel {
  const listed = entries.filter((entry) => isListed(entry, options));
  const posts = listed.filter(({ post }) => post.kind === "post");
  const pages = listed.filter(({ post }) => post.kind === "page");
  const byPath = new Map(entries.map((entry) => [entry.post.path, entry]));
  const byAddress = new Map(entries.map((entry) => [entry.addressKey, entry]));
  const sections = gatherSections(posts, options);
  const tags = gatherTerms(posts, ({ post }) => post.tags);
  const categories = gatherTerms(posts, ({ post }) =>
    post.properties.category === undefined ? [] : [post.properties.category],
  );
  return {
    posts,
    pages,
    byPath,
    byAddress,
    neighbours: gatherNeighbours(sections),
    sections,
    tags,
    categories,
    tagsByKey: byKey(tags),
    categoriesByKey: byKey(categories),
    years: gatherYears(posts),
    recentUpdates: lastChanged(posts, options.settings.front.recentUpdates),
    relations: gatherRelations(listed, (name) => byPath.get(name) ?? byAddress.get(collisionKey(name))),
    problems,
    addresses: before && sameAddresses(before.byPath, byPath) ? before.addresses : {},
    termNames: before && sameTerms(before, { tags, categories }) ? before.termNames : {},
  };
}

function sameAddresses(a: SiteModel["byPath"], b: SiteModel["byPath"]): boolean {
  if (a.size !== b.size) return false;
  for (const [path, entry] of a) {
    if (b.get(path)?.address !== entry.address) return false;
  }
  return true;
}

type TermLists = Pick<SiteModel, "tags" | "categories">;

function sameTerms(a: TermLists, b: TermLists): boolean {
  const sameNames = (left: TermLists["tags"], right: TermLists["tags"]): boolean =>
    left.length === right.length &&
    left.every(({ name, slug }, index) => right[index]?.name === name && right[index].slug === slug);
  return sameNames(a.tags, b.tags) && sameNames(a.categories, b.categories);
}

/** What the rest of the site shows; a draft has a page in the preview, but is listed only while it is open. */
function isListed({ draft, scheduled, post }: SiteEntry, { preview }: EntryOptions): boolean {
  return !(draft || scheduled) || post.path === preview?.open;
}

function byKey(terms: readonly Term<SiteEntry>[]): Map<string, Term<SiteEntry>> {
  return new Map(terms.map((term) => [termKey(term.name), term]));
}

/** Sections in the order of blog.yaml, then those that only posts name. */
function gatherSections(posts: readonly SiteEntry[], options: EntryOptions): SectionGroup[] {
  const groups = new Map<string, SiteEntry[]>();
  for (const name of Object.keys(options.settings.sections)) groups.set(name, []);
  for (const entry of posts) {
    const group = groups.get(entry.post.section);
    if (group) group.push(entry);
    else groups.set(entry.post.section, [entry]);
  }
  return [...groups].map(([name, entries]) => {
    const settings = options.settings.sections[name];
    return { name, title: settings?.title ?? name, path: settings?.path ?? "", entries };
  });
}

function gatherNeighbours(sections: readonly SectionGroup[]): Map<string, Neighbours> {
  const neighbours = new Map<string, Neighbours>();
  for (const { entries } of sections) {
    const newest = entries.at(-1) ?? null;
    for (const [position, entry] of entries.entries()) {
      neighbours.set(entry.post.path, {
        previous: entries[position - 1] ?? null,
        next: entries[position + 1] ?? null,
        newest: entry === newest ? null : newest,
      });
    }
  }
  return neighbours;
}

function gatherYears(posts: readonly SiteEntry[]): YearGroup[] {
  const groups = new Map<string, SiteEntry[]>();
  for (const entry of posts) {
    const group = groups.get(entry.year);
    if (group) group.push(entry);
    else groups.set(entry.year, [entry]);
  }
  return [...groups].map(([year, entries]) => ({ year, entries })).sort((a, b) => (a.year < b.year ? 1 : -1));
}

/** The `count` posts that changed last, found in one pass. */
function lastChanged(posts: readonly SiteEntry[], count: number): SiteEntry[] {
  const last: SiteEntry[] = [];
  for (const entry of posts) {
    const least = last[count - 1];
    if (least && byChange(least, entry) < 0) continue;
    last.splice(placeFor(entry, last), 0, entry);
    if (last.length > count) last.pop();
  }
  return last;
}

function placeFor(entry: SiteEntry, sorted: readonly SiteEntry[]): number {
  const place = sorted.findIndex((other) => byChange(entry, other) < 0);
  return place === -1 ? sorted.length : place;
}

function byChange(a: SiteEntry, b: SiteEntry): number {
  return changedTimeOf(b) - changedTimeOf(a) || (a.post.path < b.post.path ? -1 : 1);
}
