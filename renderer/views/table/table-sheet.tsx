import { useState } from "react";
import { useApp } from "../../state/app.ts";
import { useTranslate } from "../../state/language.ts";
import { useAcceptKey } from "../../ui/accept-key.ts";
import { Button } from "../../ui/button.tsx";
import { Sheet } from "../../ui/sheet.tsx";
import { emptyTable, type MarkdownTable, withoutEmptyEnd } from "../../writing/table/markdown-table.ts";
import { useAcceptHint } from "../shared/texts.ts";
import { useBlockedCommands } from "../shared/use-blocked-commands.ts";
import type { CellPosition } from "./cell-step.ts";
import { TableGrid } from "./table-grid.tsx";
import { TableTools } from "./table-tools.tsx";

/** Edits the table at the caret, or a new table. Only the Cancel button discards the changes. */
export function TableSheet() {
  const { workspace, editor } = useApp();
  const t = useTranslate();
  const hint = useAcceptHint();
  const [placed] = useState(() => editor.handle?.tableHere() ?? null);
  const [table, setTable] = useState<MarkdownTable>(() => placed?.table ?? emptyTable(3, 3));
  const [start] = useState(table);
  const [place, setPlace] = useState<CellPosition>({ row: 0, column: 0 });
  const [isGone, setGone] = useState(false);
  const close = (): void => workspace.closeSheet();
  const write = (): void => {
    const { handle } = editor;
    const done = withoutEmptyEnd(table);
    const isEmpty = done.rows.flat().every((cell) => cell.trim() === "");
    if (!handle || (placed ? table === start : isEmpty)) close();
    else if (placed && !handle.replaceTable(placed, done)) setGone(true);
    else {
      close();
      if (!placed) handle.insertTable(done);
    }
  };
  useAcceptKey(write);
  useBlockedCommands();
  return (
    <Sheet
      title={t(placed ? "table.title" : "table.title.new")}
      size="wide"
      onClose={write}
      actions={
        <>
          <Button onPress={close}>{t("action.cancel")}</Button>
          <Button variant="primary" onPress={write}>
            {t(placed ? "table.accept" : "table.accept.new")}
          </Button>
        </>
      }
    >
      <TableTools table={table} place={place} onTable={setTable} onPlace={setPlace} />
      <TableGrid table={table} place={place} onTable={setTable} onPlace={setPlace} />
      <p className="field-note table-words">{t("table.how", { accept: hint("table.accept.hint") })}</p>
      {isGone ? (
        <p className="field-error" role="alert">
          {t("table.gone")}
        </p>
      ) : null}
    </Sheet>
  );
}
