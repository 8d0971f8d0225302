import type { editor } from "monaco-editor/editor";
import type { TableActions } from "../../state/current-editor.ts";
import { tableAt } from "../../writing/table/read-table.ts";
import { tableLines } from "../../writing/table/write-table.ts";
import { replaceRange } from "./text-edits.ts";

export function tableActions(view: editor.IStandaloneCodeEditor): TableActions {
  const lines = (): string[] => view.getModel()?.getLinesContent() ?? [];
  return {
    tableHere: () => {
      const position = view.getPosition();
      return position ? tableAt(lines(), position.lineNumber - 1) : null;
    },
    replaceTable: ({ start, lines: old, prefixes }, table) => {
      const model = view.getModel();
      const end = start + old.length;
      if (!model || lines().slice(start, end).join("\n") !== old.join("\n")) return false;
      const text = tableLines(table)
        .map((line, index) => (index === 0 ? prefixes.first : prefixes.rest) + line)
        .join(model.getEOL());
      const range = {
        startLineNumber: start + 1,
        startColumn: 1,
        endLineNumber: end,
        endColumn: model.getLineMaxColumn(end),
      };
      if (model.getValueInRange(range) !== text) replaceRange(view, range, text);
      view.focus();
      return true;
    },
    insertTable: (table) => {
      const model = view.getModel();
      const line = view.getPosition()?.lineNumber;
      if (!model || line === undefined) return;
      const isBlank = (number: number): boolean =>
        number < 1 || number > model.getLineCount() || model.getLineContent(number).trim() === "";
      const before = isBlank(line) ? (isBlank(line - 1) ? [] : [""]) : ["", ""];
      const after = isBlank(line + 1) ? [] : [""];
      const text = [...before, ...tableLines(table), ...after].join(model.getEOL());
      const column = model.getLineMaxColumn(line);
      replaceRange(
        view,
        {
          startLineNumber: line,
          startColumn: isBlank(line) ? 1 : column,
          endLineNumber: line,
          endColumn: column,
        },
        text,
      );
      view.revealPosition(view.getPosition() ?? { lineNumber: line, column });
      view.focus();
    },
  };
}
