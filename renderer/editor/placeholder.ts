import { editor } from "monaco-editor/editor";

/** A hint that is shown while the text is empty. */
export interface Placeholder {
  setWords(words: string): void;
  dispose(): void;
}

/**
 * Shows a hint in an empty text until the first typed character or IME composition.
 * Does not use Monaco's placeholder, which may mistake a newly opened text for the previous text.
 */
export function startPlaceholder(
  view: editor.IStandaloneCodeEditor,
  first: string,
  isComposing: () => boolean,
): Placeholder {
  const node = document.createElement("div");
  node.className = "editor-placeholder";
  node.setAttribute("aria-hidden", "true");
  let words = first;
  let isShown = false;
  const widget: editor.IContentWidget = {
    getId: () => "hitofude.placeholder",
    getDomNode: () => node,
    getPosition: () =>
      isShown
        ? {
            position: { lineNumber: 1, column: 1 },
            preference: [editor.ContentWidgetPositionPreference.EXACT],
          }
        : null,
  };
  const update = (): void => {
    const isWanted = view.getModel()?.getValueLength() === 0 && !isComposing();
    if (isWanted === isShown) return;
    isShown = isWanted;
    describeField(view, isShown ? words : null);
    view.layoutContentWidget(widget);
  };
  const dress = (): void => view.applyFontInfo(node);
  const setWords = (next: string): void => {
    words = next;
    node.textContent = next;
    if (isShown) describeField(view, next);
  };
  const subscriptions = [
    view.onDidChangeModel(update),
    view.onDidChangeModelContent(update),
    view.onDidCompositionStart(update),
    view.onDidCompositionEnd(update),
    view.onDidChangeConfiguration((changed) => {
      if (changed.hasChanged(editor.EditorOption.fontInfo)) dress();
    }),
  ];
  setWords(first);
  dress();
  view.addContentWidget(widget);
  update();
  return {
    setWords,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      view.removeContentWidget(widget);
    },
  };
}

/** Sets the placeholder that screen readers read while the field is empty. */
function describeField(view: editor.IStandaloneCodeEditor, words: string | null): void {
  const field = view.getDomNode()?.querySelector("[role='textbox']");
  if (words === null) field?.removeAttribute("aria-placeholder");
  else field?.setAttribute("aria-placeholder", words);
}
