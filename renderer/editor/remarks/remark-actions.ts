import type { editor } from "monaco-editor/editor";
import type { EditorHandle, Remark } from "../../state/current-editor.ts";
import { replaceRange } from "../text/text-edits.ts";
import { lineFix } from "./quick-fixes.ts";
import { remarksAt } from "./remark.ts";
import type { RemarksWatcher } from "./remarks-watcher.ts";

type RemarkActions = Pick<EditorHandle, "remarksHere" | "replaceWord" | "fix" | "lookAgain">;

/** Creates the editor actions for the marked problems and misspelt words of the text. */
export function remarkActions(
  view: editor.IStandaloneCodeEditor,
  watcher: () => RemarksWatcher | null,
): RemarkActions {
  const lineOf = (line: number): string | null => {
    const model = view.getModel();
    return model && line < model.getLineCount() ? model.getLineContent(line + 1) : null;
  };
  return {
    remarksHere: () => {
      const position = view.getPosition();
      return position
        ? remarksAt(watcher()?.remarks ?? [], position.lineNumber - 1, position.column - 1)
        : [];
    },
    replaceWord: (remark: Remark, word) => {
      const { line, start, end } = remark;
      if (remark.kind !== "word" || lineOf(line)?.slice(start, end) !== remark.word) return;
      replaceRange(view, rangeIn(line, start, end), word);
      view.focus();
    },
    fix: (problem, line, kind) => {
      const text = lineOf(line);
      const change = text === null ? null : lineFix(kind, problem, text);
      if (!change) return false;
      replaceRange(view, rangeIn(line, change.start, change.end), change.text);
      if (change.select) view.setSelection(rangeIn(line, ...change.select));
      view.focus();
      return true;
    },
    lookAgain: () => watcher()?.later(),
  };
}

function rangeIn(line: number, start: number, end: number) {
  return {
    startLineNumber: line + 1,
    startColumn: start + 1,
    endLineNumber: line + 1,
    endColumn: end + 1,
  };
}
