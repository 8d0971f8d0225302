import type { editor } from "monaco-editor/editor";

/**
 * Replaces the selection with a snippet made from it, as one undo step; Tab then moves through its
 * placeholders. The editor's types do not declare this part of Monaco.
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
