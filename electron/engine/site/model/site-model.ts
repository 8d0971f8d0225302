import type { Problem } from "#contract/errors.ts";
import type { RelatedEntry } from "./relations.ts";
import type { Series, SeriesPlace } from "./series.ts";
import type { SiteEntry } from "./site-entry.ts";
import type { Neighbours, SectionGroup, YearGroup } from "./site-groups.ts";
import type { Term } from "./terms.ts";

/** Everything that the site shows and how it hangs together, without a word of HTML. */
export interface SiteModel {
  /** What lists show, oldest first. */
  readonly posts: readonly SiteEntry[];
  readonly pages: readonly SiteEntry[];
  /** Those of the posts that stand first, newest first. */
  readonly pinned: readonly SiteEntry[];
  /** Everything that has a page, by blog path. */
  readonly byPath: ReadonlyMap<string, SiteEntry>;
  /** The same by the collision key of the address. */
  readonly byAddress: ReadonlyMap<string, SiteEntry>;
  /** Old addresses, by their collision key, and what stood there; those that are taken again are left out. */
  readonly byAlias: ReadonlyMap<string, SiteEntry>;
  /** By blog path, for posts. */
  readonly neighbours: ReadonlyMap<string, Neighbours>;
  readonly sections: readonly SectionGroup[];
  readonly tags: readonly Term<SiteEntry>[];
  readonly categories: readonly Term<SiteEntry>[];
  /** By name. */
  readonly series: readonly Series[];
  /** By blog path, for posts that are part of a series. */
  readonly seriesPlaces: ReadonlyMap<string, SeriesPlace>;
  /** Terms by the key that `termKey` gives. */
  readonly tagsByKey: ReadonlyMap<string, Term<SiteEntry>>;
  readonly categoriesByKey: ReadonlyMap<string, Term<SiteEntry>>;
  /** Newest year first. */
  readonly years: readonly YearGroup[];
  /** Last change first. */
  readonly recentUpdates: readonly SiteEntry[];
  readonly relations: ReadonlyMap<string, readonly RelatedEntry[]>;
  readonly problems: readonly Problem[];
  /** The same object from model to model as long as everything has the same address and the same old ones. */
  readonly addresses: object;
  /** The same object as long as the same entries stand in the same order, groups and relations. */
  readonly shape: object;
  /** The same object as long as tags and categories have the same names and folders. */
  readonly termNames: object;
}
