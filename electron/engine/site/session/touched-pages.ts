import { newItems } from "#contract/new-items.ts";
import { completeAddress } from "../addresses/addresses.ts";
import { latestPage } from "../model/latest-page.ts";
import type { ArticleSource } from "../articles/article-cache.ts";
import { endingOf } from "../articles/link-targets.ts";
import { daysOfYear, dayOf } from "../model/calendar-days.ts";
import { postsThatMayRelateTo } from "../model/related-posts.ts";
import type { SiteEntry } from "../entries/site-entry.ts";
import { hasLinkedNotes } from "../template-data/post-scope.ts";
import { neighboursOf, type SectionGroup } from "../model/site-groups.ts";
import { entriesOf, type SiteModel } from "../model/site-model.ts";

/** The parts of a site that the functions in this file compare. */
interface LinkedModel {
  readonly model: SiteModel;
  readonly linkContext: object;
  readonly texts: { readonly source: Pick<ArticleSource, "staleOf"> };
}

/**
 * Compares two successive sites. Returns the blog paths of the entries whose pages may differ.
 * Returns undefined if the pages of all entries may differ.
 * The sites must have the same theme, settings and media.
 * `changed` has the blog paths of the posts that changed.
 */
export function touchedPages(
  before: Pick<LinkedModel, "model" | "linkContext">,
  { model, linkContext, texts }: LinkedModel,
  changed: readonly string[],
): ReadonlySet<string> | undefined {
  if (!isSameOnAllPages(before.model, model)) return undefined;
  const paths = new Set(changed);
  const [old, fresh] = [entriesMissingIn(model, before.model), entriesMissingIn(before.model, model)];
  addPagesNear(paths, before.model, old);
  addPagesNear(paths, model, fresh);
  const entries = entriesOf(model);
  // Adds entries with links in their notes on revisions, because such links can lead to moved lists.
  for (const { post } of entries.filter(hasLinkedNotes)) paths.add(post.path);
  if (before.linkContext === linkContext) return paths;
  const moves = { since: before.linkContext, endings: new Set([...old, ...fresh].flatMap(endingsOf)) };
  for (const { post } of texts.source.staleOf(entries, moves)) paths.add(post.path);
  // A cover can be an address on the site, and the site resolves the address like a link.
  // If pages have moved, the address of a cover may have changed. Adds each post with a cover.
  const hasCover = ({ post }: SiteEntry): boolean => post.properties.cover !== undefined;
  for (const { post } of entries.filter(hasCover)) paths.add(post.path);
  return paths;
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

function entriesMissingIn(other: SiteModel, model: SiteModel): SiteEntry[] {
  return newItems([...other.byPath.values()], [...model.byPath.values()]);
}

function endingsOf({ post, address }: SiteEntry): string[] {
  return [post.path, address, ...post.aliases.map(completeAddress)].map(endingOf);
}

/** Adds the pages that may change because `entries` are only in `model` and not in the other model. */
function addPagesNear(paths: Set<string>, model: SiteModel, entries: readonly SiteEntry[]): void {
  for (const entry of entries) {
    for (const near of entriesNear(model, entry)) if (near) paths.add(near.post.path);
  }
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
  yield* daysOfYear(model).get(dayOf(entry)) ?? [];
}
