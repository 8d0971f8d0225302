import type { editor } from "monaco-editor/editor";

type CodeEditor = editor.IStandaloneCodeEditor;

/** A text when a composition began at a caret in it: what comes changes this line only. */
interface Beginning {
  readonly model: editor.ITextModel;
  readonly version: number;
  readonly lineNumber: number;
  readonly line: string;
  readonly length: number;
}

/**
 * Makes each composition an undo step of its own. Monaco takes all that is composed in a row for one, so that a single
 * press would take back a page of Japanese. A composition that was given up leaves no step behind.
 */
export function stepByComposition(view: CodeEditor): void {
  let beginning: Beginning | null = null;
  view.onDidCompositionStart(() => {
    view.pushUndoStop();
    beginning = beginningAt(view);
  });
  view.onDidCompositionEnd(() => {
    view.pushUndoStop();
    if (beginning && isBack(beginning, view.getModel())) view.trigger("composition", "undo", null);
    beginning = null;
  });
}

/** Null where words are selected: giving up a composition does not bring them back. */
function beginningAt(view: CodeEditor): Beginning | null {
  const model = view.getModel();
  const selections = view.getSelections() ?? [];
  const [selection] = selections;
  if (!model || selections.length !== 1 || !selection?.isEmpty()) return null;
  const lineNumber = selection.startLineNumber;
  const [line, length] = [model.getLineContent(lineNumber), model.getValueLength()];
  return { model, version: model.getAlternativeVersionId(), lineNumber, line, length };
}

/** Whether something was composed, and the text is the one that it was before all the same. */
function isBack(before: Beginning, model: editor.ITextModel | null): boolean {
  return (
    model === before.model &&
    model.getAlternativeVersionId() !== before.version &&
    model.getValueLength() === before.length &&
    model.getLineContent(before.lineNumber) === before.line
  );
}
