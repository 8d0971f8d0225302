import type { editor } from "monaco-editor/editor";

/**
 * Writes a snippet, made from what is selected, in place of the selection, as one undo step; Tab then leads through its
 * places. The editor's types do not tell of this part of it.
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
