import { sameItems, termKey, type Term } from "./terms.ts";
import { type SiteEntry, timeOf } from "./site-entry.ts";
import type { SiteModel } from "./site-model.ts";

/** Maximum number of related posts of a post. */
const maxRelated = 3;
/**
 * Number of earlier posts that are considered for each tag.
 * This limit relates each post to few other posts. A new title of a post therefore changes few pages.
 */
const considered = 4;

type Model = Pick<SiteModel, "tagsByKey" | "neighbours">;

/** A cache for each map of terms. The cache maps each spelling of a name to its term. */
const namedTerms = new WeakMap<object, Map<string, Term<SiteEntry> | undefined>>();

/**
 * Returns the earlier posts that have the most tags in common with a post.
 * Among posts with equally many common tags, the more recent posts come first.
 * Later posts do not count, so a new post changes the related posts of no other post.
 * The previous post of the section is left out, because pages link to it anyway.
 */
export function relatedPosts(model: Model, entry: SiteEntry): readonly SiteEntry[] {
  if (entry.post.tags.length === 0) return [];
  const previous = model.neighbours.get(entry.post.path)?.previous;
  const terms = termsOf(model, entry);
  const known = found.get(entry);
  if (known && known.previous === previous && sameItems(known.terms, terms)) return known.related;
  const related = findRelated(entry, terms, previous);
  found.set(entry, { terms, previous, related });
  return related;
}

/** Returns the posts whose related posts may depend on a post: in each tag, the next posts after the post. */
export function* postsThatMayRelateTo(model: Model, entry: SiteEntry): Generator<SiteEntry> {
  for (const { entries } of termsOf(model, entry)) {
    const place = placeOf(entries, entry);
    // One more post than `considered`, because the previous post of a post does not count.
    yield* entries.slice(place + 1, place + considered + 2);
  }
}

interface Found {
  readonly terms: readonly Term<SiteEntry>[];
  readonly previous: SiteEntry | null | undefined;
  readonly related: readonly SiteEntry[];
}

/** The related posts of each entry, and everything from which they were found. */
const found = new WeakMap<SiteEntry, Found>();

function findRelated(
  entry: SiteEntry,
  terms: readonly Term<SiteEntry>[],
  previous: SiteEntry | null | undefined,
): readonly SiteEntry[] {
  const common = new Map<SiteEntry, number>();
  for (const { entries } of terms) {
    const place = placeOf(entries, entry);
    let left = considered;
    for (let at = place - 1; at >= 0 && left > 0; at--) {
      const other = entries[at];
      if (!other || other === previous) continue;
      left--;
      common.set(other, (common.get(other) ?? 0) + 1);
    }
  }
  return [...common]
    .sort(([a, tagsOfA], [b, tagsOfB]) => tagsOfB - tagsOfA || timeOf(b) - timeOf(a) || byPath(a, b))
    .slice(0, maxRelated)
    .map(([other]) => other);
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

/** Returns the index of an entry in a list that is sorted by date; 0 if the entry is not in the list. */
function placeOf(entries: readonly SiteEntry[], entry: SiteEntry): number {
  const time = timeOf(entry);
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = entries[middle];
    if (other && timeOf(other) < time) low = middle + 1;
    else high = middle;
  }
  return Math.max(0, entries.indexOf(entry, low));
}
