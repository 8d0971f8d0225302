import type { Problem } from "#contract/errors.ts";
import type { Post } from "#engine/blog/post.ts";
import { collisionKey } from "./addresses.ts";
import { gatherRelations, type RelatedEntry } from "./relations.ts";
import { type EntryOptions, selectEntries } from "./site-entries.ts";
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
  readonly options: EntryOptions;
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
}

/** Reads the blog's posts as a site at the time `options.now`. Pure; about a microsecond per post. */
export function createSiteModel(source: Iterable<Post>, options: EntryOptions): SiteModel {
  const { entries, problems } = selectEntries(source, options);
  const listed = entries.filter((entry) => isListed(entry, options));
  const posts = listed.filter(({ post }) => post.kind === "post");
  const pages = listed.filter(({ post }) => post.kind === "page");
  const byPath = new Map(entries.map((entry) => [entry.post.path, entry]));
  const byAddress = new Map(entries.map((entry) => [collisionKey(entry.address), entry]));
  const sections = gatherSections(posts, options);
  const tags = gatherTerms(posts, ({ post }) => post.tags);
  const categories = gatherTerms(posts, ({ post }) =>
    post.properties.category === undefined ? [] : [post.properties.category],
  );
  return {
    options,
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
  };
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

function lastChanged(posts: readonly SiteEntry[], count: number): SiteEntry[] {
  return [...posts]
    .sort((a, b) => changedTimeOf(b) - changedTimeOf(a) || (a.post.path < b.post.path ? -1 : 1))
    .slice(0, count);
}
