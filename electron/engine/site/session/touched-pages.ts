import { changesBetween } from "#contract/list-changes.ts";
import { completeAddress } from "../addresses/addresses.ts";
import { latestPage } from "../model/latest-page.ts";
import type { ArticleSource } from "../articles/article-cache.ts";
import { endingOf } from "../articles/link-targets.ts";
import { daysOfYear, dayOf } from "../model/calendar-days.ts";
import { postsThatMayRelateTo } from "../model/related-posts.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { hasLinkedNotes } from "../template-data/post-scope.ts";
import { neighboursOf, type SectionGroup } from "../model/site-groups.ts";
import { entriesAt, entriesOf, type SiteModel } from "../model/site-model.ts";

/** The parts of a site that the functions in this file compare. */
interface LinkedModel {
  readonly model: SiteModel;
  readonly linkContext: object;
  readonly texts: { readonly source: Pick<ArticleSource, "staleOf"> };
}

/** The pages that may differ between two successive sites. */
export interface TouchedPages {
  /** Blog paths of the entries whose own pages may differ. */
  readonly pages: ReadonlySet<string>;
  /**
   * The entries whose text or image may differ on any page, although the entry is the same object as before.
   * Omits the neighbours of changed entries, because lists show nothing of an entry's neighbours.
   */
  readonly texts: ReadonlySet<SiteEntry>;
}

/**
 * Compares two successive sites. Returns undefined if all pages may differ.
 * The sites must have the same theme, settings and media.
 * `changed` has the blog paths of the posts that changed.
 */
export function touchedPages(
  before: Pick<LinkedModel, "model" | "linkContext">,
  { model, linkContext, texts }: LinkedModel,
  changed: readonly string[],
): TouchedPages | undefined {
  if (!isSameOnAllPages(before.model, model)) return undefined;
  const { gone, fresh } = changesBetween(before.model.entries, model.entries);
  const entries = entriesOf(model);
  const altered = entriesAt(model, new Set(changed));
  if (before.linkContext !== linkContext) {
    const moves = { since: before.linkContext, endings: new Set([...gone, ...fresh].flatMap(endingsOf)) };
    altered.push(...texts.source.staleOf(entries, moves));
    // Adds each post with a cover, because a cover can be a link, whose target may have moved.
    altered.push(...entries.filter(({ post }) => post.properties.cover !== undefined));
  }
  const pages = new Set([...changed, ...altered.map(({ post }) => post.path)]);
  addPagesNear(pages, before.model, gone);
  addPagesNear(pages, model, fresh);
  // Adds entries with links in their notes on revisions, because such links can lead to moved lists.
  for (const { post } of entries.filter(hasLinkedNotes)) pages.add(post.path);
  const isNew = new Set(fresh);
  return { pages, texts: new Set(altered.filter((entry) => !isNew.has(entry))) };
}

/** Whether two models are equal in everything that every page may show. Ignores lists of entries. */
function isSameOnAllPages(before: SiteModel, now: SiteModel): boolean {
  const hasPosts = ({ years }: SiteModel): boolean => years.length > 0;
  const isSame = (section: SectionGroup, at: number): boolean => {
    const other = before.sections[at];
    return (
      other?.name === section.name &&
      other.title === section.title &&
      other.folder === section.folder &&
      latestPage({ model: before }, other) === latestPage({ model: now }, section)
    );
  };
  return (
    before.termNames === now.termNames &&
    hasPosts(before) === hasPosts(now) &&
    before.sections.length === now.sections.length &&
    now.sections.every(isSame)
  );
}

function endingsOf({ post, address }: SiteEntry): string[] {
  return [post.path, address, ...post.aliases.map(completeAddress)].map(endingOf);
}

/** Adds the pages that may change because `entries` are only in `model` and not in the other model. */
function addPagesNear(paths: Set<string>, model: SiteModel, entries: readonly SiteEntry[]): void {
  for (const entry of entries) {
    for (const near of entriesNear(model, entry)) if (near) paths.add(near.post.path);
  }
  for (const { post } of onSameDays(model, entries)) paths.add(post.path);
  // Adds all entries with relations and all shared drafts, even unchanged ones, because they are few.
  for (const path of [...model.relations.keys(), ...model.translations.keys()]) paths.add(path);
  for (const { post } of model.shared) paths.add(post.path);
}

/** Yields the entry, and the entries whose pages may name this entry, such as neighbours. */
function* entriesNear(model: SiteModel, entry: SiteEntry): Generator<SiteEntry | null | undefined> {
  const { path } = entry.post;
  const around = neighboursOf(model, entry);
  yield* [entry, around?.previous, around?.next];
  for (const part of model.seriesPositions.get(path)?.series.parts ?? []) yield part.entry;
  yield* postsThatMayRelateTo(model, entry);
}

/** Returns all entries on the same day of the year as one of `entries`, even unlisted and protected posts. */
function onSameDays(model: SiteModel, entries: readonly SiteEntry[]): readonly SiteEntry[] {
  const days = new Set(entries.map(dayOf));
  const { posts, pages } = model;
  const areAllListed = model.entries.length === posts.length + pages.length;
  if (areAllListed) return [...days].flatMap((day) => daysOfYear(model).get(day) ?? []);
  return model.entries.filter((entry) => days.has(dayOf(entry)));
}
