export const alignments = ["none", "left", "centre", "right"] as const;
/** Alignment of a column. With `none`, the alignment depends on the style of the page. */
export type Alignment = (typeof alignments)[number];

/** A table as rows of cells. The first row is the head, and all rows have the same length. */
export interface MarkdownTable {
  readonly alignments: readonly Alignment[];
  /** The Markdown in each cell. Pipes are not escaped. */
  readonly rows: readonly (readonly string[])[];
}

/** Returns an empty table. */
export function emptyTable(columns: number, rows: number): MarkdownTable {
  return {
    alignments: Array.from({ length: columns }, () => "none"),
    rows: Array.from({ length: rows }, () => Array.from({ length: columns }, () => "")),
  };
}

/** Returns the table without empty rows at its end. The head always stays. */
export function withoutEmptyEnd(table: MarkdownTable): MarkdownTable {
  const last = table.rows.findLastIndex((row) => row.some((cell) => cell.trim() !== ""));
  return { ...table, rows: table.rows.slice(0, Math.max(1, last + 1)) };
}
