import type { editor, IRange, Selection } from "monaco-editor/editor";
import type { FormatEdit, TextSpan } from "../../writing/formatting.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/** Makes an edit as one undo step, and focuses the editor. `compute` gets the text and the selection. */
export function applyFormat(
  view: CodeEditor,
  compute: (text: string, selected: TextSpan) => FormatEdit,
): void {
  applyInPlace(view, compute);
  view.focus();
}

/** Makes an edit as one undo step without moving the focus. Does nothing if `compute` returns null. */
export function applyInPlace(
  view: CodeEditor,
  compute: (text: string, selected: TextSpan) => FormatEdit | null,
): void {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection) return;
  const text = model.getValue();
  const start = model.getOffsetAt(selection.getStartPosition());
  const edit = compute(text, { start, end: model.getOffsetAt(selection.getEndPosition()) });
  if (!edit) return;
  replaceRange(view, rangeOf(model, edit.span), edit.text);
  view.setSelection(rangeOf(model, edit.selection));
}

/** Replaces a range as one undo step. Puts the caret after the new text, or selects `selected`. */
export function replaceRange(view: CodeEditor, range: IRange, text: string, selected?: Selection): void {
  view.pushUndoStop();
  const edits = [{ range, text, forceMoveMarkers: true }];
  if (selected) view.executeEdits("hitofude", edits, () => [selected]);
  else view.executeEdits("hitofude", edits);
  view.pushUndoStop();
}

/** Converts a span of offsets to Monaco's line and column positions. */
export function rangeOf(model: editor.ITextModel, span: TextSpan): IRange {
  const start = model.getPositionAt(span.start);
  const end = model.getPositionAt(span.end);
  return {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
}
