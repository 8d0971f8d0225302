import type { TreeRow } from "./tree-rows.ts";

/** The effect of a key in the tree: it moves to another row, toggles a group, or acts like a click. */
export type TreeStep =
  | { readonly kind: "go"; readonly to: number }
  | { readonly kind: "toggle"; readonly key: string }
  | { readonly kind: "act"; readonly key: string };

/**
 * Returns the effect of a key on row `at`, as in the WAI-ARIA pattern for trees.
 * Returns null for a key without effect. `page` finds the row one screen below (1) or above (-1).
 */
export function treeStep(
  key: string,
  rows: readonly TreeRow[],
  at: number,
  page: (index: number, direction: 1 | -1) => number,
): TreeStep | null {
  const row = rows[at];
  if (!row) return null;
  const go = (to: number): TreeStep => ({ kind: "go", to: Math.max(0, Math.min(to, rows.length - 1)) });
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(page(at, 1));
    case "PageUp":
      return go(page(at, -1));
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "Enter":
    case " ":
      return { kind: "act", key: row.key };
    case "ArrowRight":
      if (!row.group) return null;
      return row.isOpen ? go(at + 1) : { kind: "toggle", key: row.key };
    case "ArrowLeft":
      if (row.group && row.isOpen) return { kind: "toggle", key: row.key };
      return row.parent === null ? null : go(rows.findIndex((other) => other.key === row.parent));
    default:
      return null;
  }
}

/** The number of rows, and the text of each row, which the user can search by typing its first letters. */
interface RowWords {
  readonly count: number;
  words(index: number): string;
}

/**
 * Returns the index of the first row whose text begins with `typed`, or -1.
 * The search starts at `from` and continues at row 0 after the last row.
 */
export function rowByWords(
  { count, words }: RowWords,
  from: number,
  typed: string,
  collator: Intl.Collator,
): number {
  for (let step = 0; step < count; step += 1) {
    const index = (from + step) % count;
    if (collator.compare(words(index).slice(0, typed.length), typed) === 0) return index;
  }
  return -1;
}
