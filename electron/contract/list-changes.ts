/**
 * The differences between two lists. A replaced item is in `gone` in its old form, and in `fresh` in its new.
 */
export interface ListChanges<Item> {
  readonly gone: readonly Item[];
  readonly fresh: readonly Item[];
}

/**
 * Compares two lists of immutable items. Ignores the order.
 * Fast if the two lists differ in only a few places.
 */
export function changesBetween<Item>(before: readonly Item[], now: readonly Item[]): ListChanges<Item> {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  const old = before.slice(start, before.length - end);
  const current = now.slice(start, now.length - end);
  return { gone: itemsNotIn(current, old), fresh: itemsNotIn(old, current) };
}

function itemsNotIn<Item>(others: readonly Item[], items: readonly Item[]): Item[] {
  const known = new Set(others);
  return items.filter((item) => !known.has(item));
}
