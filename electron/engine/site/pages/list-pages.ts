/**
 * One page of a list and its items, newest first. `number` is null for the newest page, whose file is the
 * list's `index`; `older` is the number of the next older page.
 */
export interface ListPage<Item> {
  readonly number: number | null;
  readonly items: readonly Item[];
  readonly older: number | null;
  /** Number of the next newer page; `index` if that is the list's newest page. */
  readonly newer: number | "index" | null;
}

/**
 * Splits a list, whose `items` are ordered oldest first, into pages of `size` items. Pages are numbered from
 * the oldest items and get a number only when they are full, so a numbered page never changes when items are
 * added. The index shows the newest `size` items, some of which may also be on the last numbered page.
 */
export function paginate<Item>(items: readonly Item[], size: number): ListPage<Item>[] {
  const full = items.length > size ? Math.floor(items.length / size) : 0;
  // The page with the newest item that the index does not show; it is always full, so it exists
  const older = items.length > size ? Math.ceil((items.length - size) / size) : null;
  const pages: ListPage<Item>[] = [{ number: null, items: items.slice(-size).reverse(), older, newer: null }];
  for (let number = 1; number <= full; number++) {
    pages.push({
      number,
      items: items.slice((number - 1) * size, number * size).reverse(),
      older: number > 1 ? number - 1 : null,
      newer: number < full ? number + 1 : "index",
    });
  }
  return pages;
}
