export const alignments = ["none", "left", "centre", "right"] as const;
/** How a column is set; `none` leaves it to the page. */
export type Alignment = (typeof alignments)[number];

/** A table as rows of cells, the head first; all rows have as many cells as there are alignments. */
export interface MarkdownTable {
  readonly alignments: readonly Alignment[];
  /** The Markdown of each cell, with its pipes as they are meant. */
  readonly rows: readonly (readonly string[])[];
}

/** An empty table to begin with. */
export function emptyTable(columns: number, rows: number): MarkdownTable {
  return {
    alignments: Array.from({ length: columns }, () => "none"),
    rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => "")),
  };
}

/** The same table without the empty rows at its end; the head stays. */
export function withoutEmptyEnd(table: MarkdownTable): MarkdownTable {
  const last = table.rows.findLastIndex((row) => row.some((cell) => cell.trim() !== ""));
  return { ...table, rows: table.rows.slice(0, Math.max(1, last + 1)) };
}
