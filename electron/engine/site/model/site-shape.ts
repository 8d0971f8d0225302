import { contentKey } from "./content-key.ts";
import type { SiteEntry } from "./site-entry.ts";

/**
 * Whether the same entries are in the same order, groups and relations; titles and similar facts may differ.
 */
export function sameShape(before: readonly SiteEntry[], now: readonly SiteEntry[]): boolean {
  return before.length === now.length && before.every((entry, at) => hasSamePlace(entry, now[at]));
}

function hasSamePlace(before: SiteEntry, now: SiteEntry | undefined): boolean {
  return before === now || (now !== undefined && placeKey(before) === placeKey(now));
}

/** Returns a key of everything in an entry except what can change without moving it in pages and lists. */
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
