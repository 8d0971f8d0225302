import type { editor } from "monaco-editor/editor";

type CodeEditor = editor.IStandaloneCodeEditor;

/** The text at the beginning of an IME composition. The composition changes only `line`. */
interface Beginning {
  readonly model: editor.ITextModel;
  readonly version: number;
  readonly lineNumber: number;
  readonly line: string;
  readonly length: number;
}

/** Makes each IME composition a separate undo step, because Monaco would merge consecutive compositions. */
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

/** Returns the text before an IME composition, or null if the composition replaces selected text. */
function beginningAt(view: CodeEditor): Beginning | null {
  const model = view.getModel();
  const selections = view.getSelections() ?? [];
  const [selection] = selections;
  if (!model || selections.length !== 1 || !selection?.isEmpty()) return null;
  const lineNumber = selection.startLineNumber;
  const [line, length] = [model.getLineContent(lineNumber), model.getValueLength()];
  return { model, version: model.getAlternativeVersionId(), lineNumber, line, length };
}

/** Whether an IME composition was cancelled and left the text as it was before. */
function isBack(before: Beginning, model: editor.ITextModel | null): boolean {
  return (
    model === before.model &&
    model.getAlternativeVersionId() !== before.version &&
    model.getValueLength() === before.length &&
    model.getLineContent(before.lineNumber) === before.line
  );
}
