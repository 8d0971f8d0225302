/**
 * The differences between two lists. A replaced item is in `gone` in its old form, and in `fresh` in its new.
 */
export interface ListChanges<Item> {
  readonly gone: readonly Item[];
  readonly fresh: readonly Item[];
}

/** Compares two lists of immutable items. Ignores the order. */
export function changesBetween<Item>(before: readonly Item[], now: readonly Item[]): ListChanges<Item> {
  return { gone: newItems(now, before), fresh: newItems(before, now) };
}

/** Returns the items of `now` that `before` lacks. Fast if the two lists differ in only a few places. */
export function newItems<Item>(before: readonly Item[], now: readonly Item[]): Item[] {
  const shorter = Math.min(before.length, now.length);
  let start = 0;
  while (start < shorter && before[start] === now[start]) start += 1;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === now.at(-1 - end)) end += 1;
  const others = new Set(before.slice(start, before.length - end));
  return now.slice(start, now.length - end).filter((item) => !others.has(item));
}
