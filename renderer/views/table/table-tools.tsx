import {
  AlignCenter,
  AlignLeft,
  AlignRight,
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  type LucideIcon,
  Minus,
  Plus,
} from "lucide-react";
import { Group, Toolbar } from "react-aria-components";
import { type MessageKey, useTranslate } from "../../state/language.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import {
  withAlignment,
  withColumn,
  withMovedColumn,
  withMovedRow,
  withoutColumn,
  withoutRow,
  withRow,
} from "../../writing/table/change-table.ts";
import type { MarkdownTable } from "../../writing/table/markdown-table.ts";
import type { CellPosition } from "./cell-step.ts";
import type { TableGridProps } from "./table-grid.tsx";

/** Buttons for the row and the column of the current cell. */
export function TableTools({ table, place, onTable, onPlace }: TableGridProps) {
  const t = useTranslate();
  const { row, column } = place;
  const rows = table.rows.length;
  const columns = table.alignments.length;
  /** Returns a button that changes the table and moves to the cell `to`. A null `to` disables the button. */
  const tool = (icon: LucideIcon, name: MessageKey, change: () => MarkdownTable, to: CellPosition | null) => (
    <IconButton
      icon={icon}
      label={t(name)}
      isDisabled={to === null}
      onPress={() => {
        if (to) {
          onTable(change());
          onPlace(to);
        }
      }}
    />
  );
  const inRow = (to: number): CellPosition | null => (to < 0 || to >= rows ? null : { row: to, column });
  const inColumn = (to: number): CellPosition | null =>
    to < 0 || to >= columns ? null : { row, column: to };
  const alignment = (icon: LucideIcon, name: MessageKey, value: "left" | "centre" | "right") => {
    const isSet = table.alignments[column] === value;
    return (
      <IconButton
        icon={icon}
        label={t(name)}
        isPressed={isSet}
        onPress={() => onTable(withAlignment(table, column, isSet ? "none" : value))}
      />
    );
  };
  return (
    <Toolbar className="table-tools" aria-label={t("table.tools")}>
      <Group aria-label={t("table.row")}>
        <span aria-hidden>{t("table.row")}</span>
        {tool(Plus, "table.row.add", () => withRow(table, row + 1), { row: row + 1, column })}
        {tool(
          Minus,
          "table.row.remove",
          () => withoutRow(table, row),
          rows > 1 ? last(row, rows, "row") : null,
        )}
        {tool(ArrowUp, "table.row.up", () => withMovedRow(table, row, row - 1), inRow(row - 1))}
        {tool(ArrowDown, "table.row.down", () => withMovedRow(table, row, row + 1), inRow(row + 1))}
      </Group>
      <Group aria-label={t("table.column")}>
        <span aria-hidden>{t("table.column")}</span>
        {tool(Plus, "table.column.add", () => withColumn(table, column + 1), { row, column: column + 1 })}
        {tool(
          Minus,
          "table.column.remove",
          () => withoutColumn(table, column),
          columns > 1 ? last(column, columns, "column") : null,
        )}
        {tool(
          ArrowLeft,
          "table.column.left",
          () => withMovedColumn(table, column, column - 1),
          inColumn(column - 1),
        )}
        {tool(
          ArrowRight,
          "table.column.right",
          () => withMovedColumn(table, column, column + 1),
          inColumn(column + 1),
        )}
      </Group>
      <Group aria-label={t("table.alignment")}>
        <span aria-hidden>{t("table.alignment")}</span>
        {alignment(AlignLeft, "table.align.left", "left")}
        {alignment(AlignCenter, "table.align.centre", "centre")}
        {alignment(AlignRight, "table.align.right", "right")}
      </Group>
    </Toolbar>
  );

  /**
   * Returns the current cell after the row or column `at` is removed.
   * `count` is the number of rows or columns before the removal.
   */
  function last(at: number, count: number, of: "row" | "column"): CellPosition {
    return { ...place, [of]: Math.min(at, count - 2) };
  }
}
