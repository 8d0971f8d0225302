import type { editor } from "monaco-editor/editor";

/** Returns the first and last line (1-based) of the paragraph that contains a line. */
export function paragraphAt(lines: readonly string[], line: number): readonly [first: number, last: number] {
  const isBlank = (number: number): boolean => (lines[number - 1] ?? "").trim() === "";
  if (isBlank(line)) return [line, line];
  let [first, last] = [line, line];
  while (first > 1 && !isBlank(first - 1)) first--;
  while (last < lines.length && !isBlank(last + 1)) last++;
  return [first, last];
}

/** Dims all paragraphs except the one with the caret. Returns a function that ends the dimming. */
export function startFocusMode(view: editor.IStandaloneCodeEditor, isComposing: () => boolean): () => void {
  const dimmed = view.createDecorationsCollection();
  const update = (): void => {
    const model = view.getModel();
    const position = view.getPosition();
    // Decorations must not change during an IME composition.
    if (!model || !position || isComposing()) return;
    const [first, last] = paragraphAt(model.getLinesContent(), position.lineNumber);
    const options = { inlineClassName: "prose-dim" };
    const end = model.getLineCount();
    dimmed.set([
      ...(first > 1 ? [{ range: wholeLines(model, 1, first - 1), options }] : []),
      ...(last < end ? [{ range: wholeLines(model, last + 1, end), options }] : []),
    ]);
  };
  const subscriptions = [
    view.onDidChangeCursorPosition(update),
    view.onDidChangeModel(update),
    view.onDidCompositionEnd(update),
  ];
  update();
  return () => {
    for (const subscription of subscriptions) subscription.dispose();
    dimmed.clear();
  };
}

function wholeLines(model: editor.ITextModel, first: number, last: number) {
  return {
    startLineNumber: first,
    startColumn: 1,
    endLineNumber: last,
    endColumn: model.getLineMaxColumn(last),
  };
}
