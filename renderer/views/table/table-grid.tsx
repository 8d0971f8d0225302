import { type ClipboardEvent, type KeyboardEvent, useEffect, useRef } from "react";
import { readGrid } from "../../editor/text/table-text.ts";
import { useBlogLanguage, useTranslate } from "../../state/language.ts";
import {
  withCell,
  withCells,
  withMovedColumn,
  withMovedRow,
  withRow,
} from "../../writing/table/change-table.ts";
import type { MarkdownTable } from "../../writing/table/markdown-table.ts";
import { type CellPosition, cellStep } from "./cell-step.ts";

export interface TableGridProps {
  readonly table: MarkdownTable;
  readonly place: CellPosition;
  readonly onTable: (table: MarkdownTable) => void;
  readonly onPlace: (place: CellPosition) => void;
}

/**
 * The cells of a table. Tab, Enter and the arrow keys move between the cells.
 * With Alt, arrow keys move the row or the column. Enter in the last row adds a row.
 * Pasted cells overwrite the table, beginning at the current cell.
 */
export function TableGrid({ table, place, onTable, onPlace }: TableGridProps) {
  const t = useTranslate();
  const language = useBlogLanguage();
  const grid = useRef<HTMLTableElement>(null);
  const wanted = useRef<CellPosition | null>({ row: 0, column: 0 });
  useEffect(() => {
    if (!wanted.current) return;
    const { row, column } = wanted.current;
    grid.current?.querySelector<HTMLInputElement>(`[data-cell="${row},${column}"]`)?.focus();
    wanted.current = null;
  });

  const go = (next: CellPosition): void => {
    wanted.current = next;
    onPlace(next);
  };
  const press = (event: KeyboardEvent<HTMLInputElement>, { row, column }: CellPosition): void => {
    const step = cellStep(event, event.currentTarget);
    if (!step) return;
    const next = { row: row + step.rows, column: column + step.columns };
    const isIn = next.column >= 0 && next.column < table.alignments.length && next.row >= 0;
    const isBelow = next.row === table.rows.length;
    if (!isIn || (isBelow && !step.mayAddRow)) return;
    event.preventDefault();
    event.stopPropagation();
    if (isBelow && table.rows[row]?.every((cell) => cell.trim() === "")) return;
    if (isBelow) onTable(withRow(table, next.row));
    else if (step.takesAlong && step.rows !== 0) onTable(withMovedRow(table, row, next.row));
    else if (step.takesAlong) onTable(withMovedColumn(table, column, next.column));
    go(next);
  };
  const paste = (event: ClipboardEvent<HTMLInputElement>, place: CellPosition): void => {
    const cells = readGrid(event.clipboardData.getData("text/plain"));
    if (!cells) return;
    event.preventDefault();
    onTable(withCells(table, place, cells));
  };
  const labelOf = (row: number, column: number): string => {
    const name = table.rows[0]?.[column]?.trim() || String(column + 1);
    return row === 0 ? t("table.head", { column: column + 1 }) : t("table.cell", { row, column: name });
  };

  return (
    <div className="table-scroll">
      <table ref={grid} className="table-grid" lang={language}>
        <tbody>
          {table.rows.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is identified by its position only
            <tr key={row}>
              {cells.map((cell, column) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: a cell is identified by its position only
                  key={column}
                  data-alignment={table.alignments[column]}
                  data-current={row === place.row && column === place.column}
                >
                  <input
                    data-cell={`${row},${column}`}
                    aria-label={labelOf(row, column)}
                    value={cell}
                    spellCheck={false}
                    onChange={({ target }) => onTable(withCell(table, row, column, target.value))}
                    onFocus={() => onPlace({ row, column })}
                    onKeyDown={(event) => press(event, { row, column })}
                    onPaste={(event) => paste(event, { row, column })}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
