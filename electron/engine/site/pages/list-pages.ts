/** One page of a list: its number (null for the newest, the list's `index`) and its items, newest first. */
export interface ListPage<Item> {
  readonly number: number | null;
  readonly items: readonly Item[];
  readonly older: number | null;
  /** `index`: the next newer page is the list's first. */
  readonly newer: number | "index" | null;
}

/**
 * Splits a list into pages numbered from the oldest items, so that a numbered page never changes when items
 * are added: only full pages get a number, and the index shows the newest `size` items, which may overlap the
 * last full page. `items` are oldest first.
 */
export function paginate<Item>(items: readonly Item[], size: number): ListPage<Item>[] {
  const full = items.length > size ? Math.floor(items.length / size) : 0;
  // The newest item that the index does not show is on this page, and that page is always full.
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
