import type { Alignment, MarkdownTable } from "./markdown-table.ts";

/** Returns the table with a new text in one cell. */
export function withCell(table: MarkdownTable, row: number, column: number, text: string): MarkdownTable {
  const rows = table.rows.map((cells, at) => (at === row ? cells.with(column, text) : cells));
  return { ...table, rows };
}

/** Overwrites cells, beginning at the given cell. If necessary, adds rows and columns. */
export function withCells(
  table: MarkdownTable,
  { row, column }: { readonly row: number; readonly column: number },
  cells: readonly (readonly string[])[],
): MarkdownTable {
  let grown = table;
  const width = column + Math.max(0, ...cells.map(({ length }) => length));
  while (grown.rows.length < row + cells.length) grown = withRow(grown, grown.rows.length);
  while (grown.alignments.length < width) grown = withColumn(grown, grown.alignments.length);
  const rows = grown.rows.map((old, at) => {
    const laid = cells[at - row];
    return laid ? old.toSpliced(column, laid.length, ...laid) : old;
  });
  return { ...grown, rows };
}

/** Returns the table with an empty row inserted before row `at`, or at the end. */
export function withRow(table: MarkdownTable, at: number): MarkdownTable {
  return {
    ...table,
    rows: table.rows.toSpliced(
      at,
      0,
      table.alignments.map(() => ""),
    ),
  };
}

/** Returns the table without a row. The only row cannot be removed. */
export function withoutRow(table: MarkdownTable, row: number): MarkdownTable {
  return table.rows.length === 1 ? table : { ...table, rows: table.rows.toSpliced(row, 1) };
}

/** Returns the table with one row moved, or unchanged if the new position does not exist. */
export function withMovedRow(table: MarkdownTable, from: number, to: number): MarkdownTable {
  return { ...table, rows: moved(table.rows, from, to) };
}

/** Returns the table with an empty column inserted before column `at`. */
export function withColumn(table: MarkdownTable, at: number): MarkdownTable {
  return {
    alignments: table.alignments.toSpliced(at, 0, "none"),
    rows: table.rows.map((row) => row.toSpliced(at, 0, "")),
  };
}

/** Returns the table without a column. The only column cannot be removed. */
export function withoutColumn(table: MarkdownTable, column: number): MarkdownTable {
  if (table.alignments.length === 1) return table;
  return {
    alignments: table.alignments.toSpliced(column, 1),
    rows: table.rows.map((row) => row.toSpliced(column, 1)),
  };
}

/** Returns the table with one column moved. The alignment moves together with the column. */
export function withMovedColumn(table: MarkdownTable, from: number, to: number): MarkdownTable {
  return {
    alignments: moved(table.alignments, from, to),
    rows: table.rows.map((row) => moved(row, from, to)),
  };
}

/** Returns the table with a new alignment of one column. */
export function withAlignment(table: MarkdownTable, column: number, alignment: Alignment): MarkdownTable {
  return { ...table, alignments: table.alignments.with(column, alignment) };
}

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list.slice(from, from + 1);
  return to < 0 || to >= list.length ? list : list.toSpliced(from, 1).toSpliced(to, 0, ...item);
}
