import type { Problem } from "#contract/errors.ts";
import type { RelatedEntry } from "./relations.ts";
import type { Series, SeriesPlace } from "./series.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { Neighbours, SectionGroup, YearGroup } from "./site-groups.ts";
import type { Term } from "./terms.ts";

/** Everything that the site shows and how it is connected, without HTML. */
export interface SiteModel {
  /** The listed posts and pages, oldest first. */
  readonly posts: readonly SiteEntry[];
  readonly pages: readonly SiteEntry[];
  /** Pinned posts, newest first. */
  readonly pinned: readonly SiteEntry[];
  /** Everything that has a page, by blog path. */
  readonly byPath: ReadonlyMap<string, SiteEntry>;
  /** Everything that has a page, by the collision key of its address. */
  readonly byAddress: ReadonlyMap<string, SiteEntry>;
  /** Entries by the collision keys of their aliases; aliases that are current addresses are omitted. */
  readonly byAlias: ReadonlyMap<string, SiteEntry>;
  /** By blog path, for posts. */
  readonly neighbours: ReadonlyMap<string, Neighbours>;
  readonly sections: readonly SectionGroup[];
  readonly tags: readonly Term<SiteEntry>[];
  readonly categories: readonly Term<SiteEntry>[];
  /** Sorted by name. */
  readonly series: readonly Series[];
  /** By blog path, for posts that are part of a series. */
  readonly seriesPlaces: ReadonlyMap<string, SeriesPlace>;
  /** Terms by their `termKey`. */
  readonly tagsByKey: ReadonlyMap<string, Term<SiteEntry>>;
  readonly categoriesByKey: ReadonlyMap<string, Term<SiteEntry>>;
  /** Newest year first. */
  readonly years: readonly YearGroup[];
  /** Last change first. */
  readonly recentUpdates: readonly SiteEntry[];
  readonly relations: ReadonlyMap<string, readonly RelatedEntry[]>;
  readonly problems: readonly Problem[];
  /** The same object across models as long as all addresses and aliases are unchanged. */
  readonly addresses: object;
  /** The same object as long as the same entries are in the same order, groups and relations. */
  readonly shape: object;
  /** The same object as long as tags and categories have the same names and folders. */
  readonly termNames: object;
}
