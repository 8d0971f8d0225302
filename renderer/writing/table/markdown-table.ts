export const alignments = ["none", "left", "centre", "right"] as const;
/** Alignment of a column; `none` leaves it to the page. */
export type Alignment = (typeof alignments)[number];

/** A table as rows of cells, the head first; all rows have as many cells as there are alignments. */
export interface MarkdownTable {
  readonly alignments: readonly Alignment[];
  /** The Markdown of each cell, with pipes unescaped. */
  readonly rows: readonly (readonly string[])[];
}

/** Returns an empty table. */
export function emptyTable(columns: number, rows: number): MarkdownTable {
  return {
    alignments: Array.from({ length: columns }, () => "none"),
    rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => "")),
  };
}

/** Returns the table without the empty rows at its end; the head stays. */
export function withoutEmptyEnd(table: MarkdownTable): MarkdownTable {
  const last = table.rows.findLastIndex((row) => row.some((cell) => cell.trim() !== ""));
  return { ...table, rows: table.rows.slice(0, Math.max(1, last + 1)) };
}
