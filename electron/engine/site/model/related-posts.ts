import { termKey } from "#contract/text/collision-key.ts";
import { sameItems, type Term } from "./terms.ts";
import { type SiteEntry, timeOf } from "../entries/site-entry.ts";
import { neighboursOf, placeOf } from "./site-groups.ts";
import type { SiteModel } from "./site-model.ts";

/**
 * Maximum number of related posts of one post, counted over all its tags together.
 * The number is small, so that a changed title changes the pages of only a few other posts.
 */
const maxRelated = 3;

/** For each tag of a post, this number of earlier posts with the tag are considered as related posts. */
const reach = 5;

/** A post becomes a related post of about this number of later posts, divided among its tags. */
const namers = 4;

type Model = Pick<SiteModel, "tagsByKey" | "sections">;

/** For each map of tags, caches a map that finds a tag by its written name. */
const namedTerms = new WeakMap<object, Map<string, Term<SiteEntry> | undefined>>();

/**
 * Returns the earlier posts that have the most tags in common with a post.
 * Among posts with equally many common tags, the more recent posts come first.
 * Only earlier posts count, so that a new post does not change the related posts of other posts.
 * Leaves out the previous post of the section, because every page links to its previous post.
 */
export function relatedPosts(model: Model, entry: SiteEntry): readonly SiteEntry[] {
  if (entry.post.tags.length === 0) return [];
  const previous = neighboursOf(model, entry)?.previous;
  const terms = termsOf(model, entry);
  const known = found.get(entry);
  if (known && known.previous === previous && sameItems(known.terms, terms)) return known.related;
  const related = findRelated(model, entry, terms, previous);
  found.set(entry, { terms, previous, related });
  return related;
}

/**
 * Returns the later posts that may have `entry` as a related post.
 * For each tag of `entry`, returns the next `reach` posts with this tag.
 */
export function* postsThatMayRelateTo(model: Model, entry: SiteEntry): Generator<SiteEntry> {
  for (const { entries } of termsOf(model, entry)) {
    const place = Math.max(0, placeOf(entries, entry));
    yield* entries.slice(place + 1, place + 1 + reach);
  }
}

interface Found {
  readonly terms: readonly Term<SiteEntry>[];
  readonly previous: SiteEntry | null | undefined;
  readonly related: readonly SiteEntry[];
}

/** Caches each entry's related posts, and the values from which the related posts were computed. */
const found = new WeakMap<SiteEntry, Found>();

function findRelated(
  model: Model,
  entry: SiteEntry,
  terms: readonly Term<SiteEntry>[],
  previous: SiteEntry | null | undefined,
): readonly SiteEntry[] {
  // The distances to each earlier post, in the lists of the common tags.
  const near = new Map<SiteEntry, number[]>();
  for (const { entries } of terms) {
    const place = Math.max(0, placeOf(entries, entry));
    for (const [step, other] of entries
      .slice(Math.max(0, place - reach), place)
      .reverse()
      .entries()) {
      near.set(other, [...(near.get(other) ?? []), step + 1]);
    }
  }
  const related: Candidate[] = [];
  const farther: Candidate[] = [];
  for (const [other, distances] of near) {
    const theirs = termsOf(model, other);
    const tags = theirs.filter((term) => terms.includes(term)).length;
    // Only the next few posts with a tag of `other` name it, so that few pages depend on one post.
    // A post with all tags of `other` may be farther away, because the same posts follow it in each list.
    const farthest = Math.max(1, Math.floor(namers / theirs.length));
    const isInAll = tags === theirs.length && distances.length === tags;
    const isLike = isInAll && distances.every((distance) => distance <= farthest * tags);
    const distance = Math.min(...distances);
    if (other === previous) continue;
    (isLike || distance <= farthest ? related : farther).push({ other, tags, distance });
  }
  // If no post is near, the nearest post is related.
  // Otherwise, a post would often have no related post if the other posts with its tag have many tags.
  farther.sort((a, b) => a.distance - b.distance || byTags(a, b));
  return (related.length > 0 ? related.sort(byTags) : farther.slice(0, 1))
    .slice(0, maxRelated)
    .map(({ other }) => other);
}

interface Candidate {
  readonly other: SiteEntry;
  /** Number of tags in common. */
  readonly tags: number;
  /** The smallest of the distances in the lists of the common tags. */
  readonly distance: number;
}

/** Sorts by the number of common tags, most first, and then by date, newest first. */
function byTags(a: Candidate, b: Candidate): number {
  return b.tags - a.tags || timeOf(b.other) - timeOf(a.other) || byPath(a.other, b.other);
}

function byPath(a: SiteEntry, b: SiteEntry): number {
  return a.post.path < b.post.path ? -1 : 1;
}

function termsOf({ tagsByKey }: Model, { post }: SiteEntry): Term<SiteEntry>[] {
  const named = namedTerms.get(tagsByKey) ?? new Map<string, Term<SiteEntry> | undefined>();
  namedTerms.set(tagsByKey, named);
  const terms: Term<SiteEntry>[] = [];
  for (const name of post.tags) {
    if (!named.has(name)) named.set(name, tagsByKey.get(termKey(name)));
    const term = named.get(name);
    if (term && !terms.includes(term)) terms.push(term);
  }
  return terms;
}
