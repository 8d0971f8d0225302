import type { editor } from "monaco-editor/editor";

/**
 * Replaces the selection with a snippet as one undo step; Tab then moves from placeholder to placeholder.
 * `make` makes the snippet from the selected text. Monaco's types do not declare the controller that this
 * uses.
 */
export function insertSnippet(view: editor.IStandaloneCodeEditor, make: (selected: string) => string): void {
  const model = view.getModel();
  const selection = view.getSelection();
  const snippets: object | null = view.getContribution("snippetController2");
  if (!model || !selection || !snippets) return;
  const insert: unknown = Reflect.get(snippets, "insert");
  if (typeof insert !== "function") throw new TypeError("this editor knows no snippets");
  view.focus();
  Reflect.apply(insert, snippets, [make(model.getValueInRange(selection))]);
  view.revealPosition(view.getPosition() ?? selection.getStartPosition());
}
