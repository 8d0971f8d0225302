import type { Alignment, MarkdownTable } from "./markdown-table.ts";

/** The table with other words in one cell. */
export function withCell(table: MarkdownTable, row: number, column: number, text: string): MarkdownTable {
  const rows = table.rows.map((cells, at) => (at === row ? cells.with(column, text) : cells));
  return { ...table, rows };
}

/** The table with cells laid over it from one place on; rows and columns that it lacks are added. */
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

/** The table with an empty row before row `at`; at the end when there is none. */
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

/** The table without a row; the last row stays. Without the head, the next row is the head. */
export function withoutRow(table: MarkdownTable, row: number): MarkdownTable {
  return table.rows.length === 1 ? table : { ...table, rows: table.rows.toSpliced(row, 1) };
}

/** The table with a row where another is, which moves the other way; unchanged where there is no other. */
export function withMovedRow(table: MarkdownTable, from: number, to: number): MarkdownTable {
  return { ...table, rows: moved(table.rows, from, to) };
}

/** The table with an empty column before column `at`. */
export function withColumn(table: MarkdownTable, at: number): MarkdownTable {
  return {
    alignments: table.alignments.toSpliced(at, 0, "none"),
    rows: table.rows.map((row) => row.toSpliced(at, 0, "")),
  };
}

/** The table without a column; the last column stays. */
export function withoutColumn(table: MarkdownTable, column: number): MarkdownTable {
  if (table.alignments.length === 1) return table;
  return {
    alignments: table.alignments.toSpliced(column, 1),
    rows: table.rows.map((row) => row.toSpliced(column, 1)),
  };
}

/** The table with a column, and how it is set, in another place. */
export function withMovedColumn(table: MarkdownTable, from: number, to: number): MarkdownTable {
  return {
    alignments: moved(table.alignments, from, to),
    rows: table.rows.map((row) => moved(row, from, to)),
  };
}

/** The table with a column set another way. */
export function withAlignment(table: MarkdownTable, column: number, alignment: Alignment): MarkdownTable {
  return { ...table, alignments: table.alignments.with(column, alignment) };
}

function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const item = list.slice(from, from + 1);
  return to < 0 || to >= list.length ? list : list.toSpliced(from, 1).toSpliced(to, 0, ...item);
}
