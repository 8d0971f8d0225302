import type { ListChanges } from "#contract/list-changes.ts";
import { compareByDate, type SiteEntry } from "./site-entry.ts";

/** Returns only the changes of the items for which `isIncluded` is true. */
export function changesAmong<Item>(
  { gone, fresh }: ListChanges<Item>,
  isIncluded: (item: Item) => boolean,
): ListChanges<Item> {
  return { gone: gone.filter(isIncluded), fresh: fresh.filter(isIncluded) };
}

/**
 * Returns a copy of a list without the `gone` entries and with the `fresh` ones.
 * The list must be sorted by date, oldest first. The copy is sorted in the same way.
 */
export function withChanges(
  entries: readonly SiteEntry[],
  { gone, fresh }: ListChanges<SiteEntry>,
): readonly SiteEntry[] {
  if (gone.length + fresh.length === 0) return entries;
  const changed = [...entries];
  for (const entry of gone) {
    const place = placeByDate(changed, entry);
    if (changed[place] === entry) changed.splice(place, 1);
  }
  for (const entry of fresh) changed.splice(placeByDate(changed, entry), 0, entry);
  return changed;
}

/** Returns the index of the first entry in a sorted list that does not come before the given entry. */
function placeByDate(entries: readonly SiteEntry[], entry: SiteEntry): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = entries[middle];
    if (other && compareByDate(other, entry) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
