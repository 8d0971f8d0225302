import type { Problem } from "#contract/errors.ts";
import type { RelatedEntry, Translations } from "./relations.ts";
import type { Series, SeriesPosition } from "./series.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import type { SectionGroup, YearGroup } from "./site-groups.ts";
import type { Term } from "./terms.ts";

/** The content of the site and the relations between its parts, without HTML. */
export interface SiteModel {
  /** All posts and pages of the site, oldest first. Omits the entries of `shared`. */
  readonly entries: readonly SiteEntry[];
  /** The posts that lists show, oldest first. Omits posts of sections that have a password. */
  readonly posts: readonly SiteEntry[];
  readonly pages: readonly SiteEntry[];
  readonly pinned: readonly SiteEntry[];
  /** Drafts at secret addresses. No other part of the model contains them. */
  readonly shared: readonly SiteEntry[];
  /** A map from blog paths to the entries of `entries`, in any order. */
  readonly byPath: ReadonlyMap<string, SiteEntry>;
  /** A map from the collision key of each address to its entry in `entries`. */
  readonly byAddress: ReadonlyMap<string, SiteEntry>;
  /** A map from the collision key of each alias to its entry. Omits aliases that equal a current address. */
  readonly byAlias: ReadonlyMap<string, SiteEntry>;
  readonly sections: readonly SectionGroup[];
  readonly tags: readonly Term<SiteEntry>[];
  readonly categories: readonly Term<SiteEntry>[];
  /** The series, sorted by name. */
  readonly series: readonly Series[];
  readonly seriesPositions: ReadonlyMap<string, SeriesPosition>;
  /** A map from the `termKey` of each tag's name to the tag. */
  readonly tagsByKey: ReadonlyMap<string, Term<SiteEntry>>;
  readonly categoriesByKey: ReadonlyMap<string, Term<SiteEntry>>;
  /** The posts by year and month, newest year first. */
  readonly years: readonly YearGroup[];
  /** The posts that changed last, most recent change first. */
  readonly recentUpdates: readonly SiteEntry[];
  readonly relations: ReadonlyMap<string, readonly RelatedEntry[]>;
  /** A map from the blog path of each entry to the versions of its text in several languages. */
  readonly translations: ReadonlyMap<string, Translations>;
  readonly problems: readonly Problem[];
  /** An object that is replaced only when an address or an alias changes. */
  readonly addresses: object;
  /** An object that is replaced only when the order, the groups or the relations of the entries change. */
  readonly shape: object;
  /** An object that is replaced only when a tag or category gets a new name or folder. */
  readonly termNames: object;
}

/** Returns all entries that have a page on the site, shared drafts included. */
export function entriesOf({ entries, shared }: Pick<SiteModel, "entries" | "shared">): readonly SiteEntry[] {
  return shared.length === 0 ? entries : [...entries, ...shared];
}

/** Returns the entries with these blog paths, shared drafts included. */
export function entriesAt(
  { byPath, shared }: Pick<SiteModel, "byPath" | "shared">,
  paths: ReadonlySet<string>,
): SiteEntry[] {
  const drafts = shared.filter(({ post }) => paths.has(post.path));
  return [...Array.from(paths).flatMap((path) => byPath.get(path) ?? []), ...drafts];
}
