import { isRecord } from "#contract/objects.ts";

/**
 * An entry of the menu as a row of a flat list.
 * A submenu row (level 1) belongs to the nearest main row (level 0) above it.
 */
export interface MenuRow {
  readonly label: string;
  readonly url: string;
  readonly level: 0 | 1;
}

/** Returns the rows of a menu of `blog.yaml`. */
export function menuRows(menu: unknown): MenuRow[] {
  return listIn(menu).flatMap((entry) => [
    rowOf(entry, 0),
    ...listIn(entry.items).map((item) => rowOf(item, 1)),
  ]);
}

/** Returns the menu of `blog.yaml` with these rows. Leaves out empty texts. */
export function menuOf(rows: readonly MenuRow[]): unknown[] {
  const menu: { entry: Record<string, string>; items: Record<string, string>[] }[] = [];
  for (const { label, url, level } of rows) {
    const entry = { ...(label === "" ? {} : { label }), ...(url === "" ? {} : { url }) };
    const parent = menu.at(-1);
    // An entry of the second level must have the key `url`, even if the address is empty.
    if (level === 1 && parent) parent.items.push({ ...entry, url });
    else menu.push({ entry, items: [] });
  }
  return menu.map(({ entry, items }) => (items.length === 0 ? entry : { ...entry, items }));
}

/** Returns the number of rows that move with a row: the row itself and the rows of its submenu. */
function blockLength(rows: readonly MenuRow[], at: number): number {
  let end = at + 1;
  if (rows[at]?.level === 0) while (rows[end]?.level === 1) end++;
  return end - at;
}

/**
 * Moves row `from`, together with its submenu, before row `to`. The moved row gets the level `level`.
 * Returns the rows and the new index of the moved row.
 */
export function placed(
  rows: readonly MenuRow[],
  from: number,
  to: number,
  level: 0 | 1,
): { readonly rows: MenuRow[]; readonly at: number } {
  const length = blockLength(rows, from);
  const row = rows[from];
  if (!row || (to > from && to < from + length)) return { rows: [...rows], at: from };
  const block = rows.slice(from, from + length);
  const rest = [...rows.slice(0, from), ...rows.slice(from + length)];
  let gap = to > from ? to - length : to;
  const wanted = gap === 0 ? 0 : level;
  // Skips submenu rows (level 1), because they must stay together with their main row (level 0).
  if (wanted === 0) while (rest[gap]?.level === 1) gap++;
  rest.splice(gap, 0, { ...row, level: wanted }, ...block.slice(1));
  return { rows: startingAtTop(rest), at: gap };
}

/** Moves a row, together with its submenu, one position down (1) or up (-1). */
export function stepped(
  rows: readonly MenuRow[],
  at: number,
  by: -1 | 1,
): { readonly rows: MenuRow[]; readonly at: number } {
  const row = rows[at];
  if (!row) return { rows: [...rows], at };
  if (by === 1) {
    const next = at + blockLength(rows, at);
    if (next >= rows.length) return { rows: [...rows], at };
    return placed(rows, at, row.level === 0 ? next + blockLength(rows, next) : next + 1, row.level);
  }
  if (at === 0) return { rows: [...rows], at };
  let before = at - 1;
  if (row.level === 0) while (before > 0 && rows[before]?.level === 1) before--;
  // The first row of a menu is always on the first level.
  if (row.level === 1 && before === 0) return { rows: [...rows], at };
  return placed(rows, at, before, row.level);
}

/** Gives row `at` the level `level`, and returns all rows. The first row always stays on the first level. */
export function leveled(rows: readonly MenuRow[], at: number, level: 0 | 1): MenuRow[] {
  return startingAtTop(rows.map((row, index) => (index === at ? { ...row, level } : row)));
}

/** Returns the rows without row `at`. Rows of its submenu then belong to the main row above. */
export function withoutRow(rows: readonly MenuRow[], at: number): MenuRow[] {
  return startingAtTop(rows.filter((_, index) => index !== at));
}

function startingAtTop(rows: readonly MenuRow[]): MenuRow[] {
  return rows.map((row, index) => (index === 0 && row.level === 1 ? { ...row, level: 0 } : row));
}

function rowOf(entry: Readonly<Record<string, unknown>>, level: 0 | 1): MenuRow {
  return { label: textOf(entry.label), url: textOf(entry.url), level };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function listIn(value: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}
