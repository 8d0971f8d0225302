import { editor } from "monaco-editor/editor";
import { descriptionAt } from "./image-description.ts";

/** A message that asks the author to describe an image. */
export interface DescriptionHint {
  setWords(words: string): void;
  dispose(): void;
}

/**
 * Asks the author to describe an image while the caret is in an empty image description.
 * The message is shown below the line of the image, so that the text does not move.
 */
export function startDescriptionHint(
  view: editor.IStandaloneCodeEditor,
  first: string,
  isComposing: () => boolean,
): DescriptionHint {
  const node = document.createElement("div");
  node.className = "editor-hint";
  node.setAttribute("aria-hidden", "true");
  const spoken = document.createElement("div");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  view.getContainerDomNode().append(spoken);
  let words = first;
  let position: { readonly lineNumber: number; readonly column: number } | null = null;
  const { ABOVE, BELOW } = editor.ContentWidgetPositionPreference;
  const widget: editor.IContentWidget = {
    getId: () => "hitofude.description",
    getDomNode: () => node,
    getPosition: () => (position ? { position, preference: [BELOW, ABOVE] } : null),
  };
  const hintPosition = (): typeof position => {
    const selection = view.getSelection();
    const model = view.getModel();
    if (!model || !selection?.isEmpty() || isComposing() || !view.hasTextFocus()) return null;
    const { lineNumber, column } = selection.getPosition();
    const found = descriptionAt(model.getLineContent(lineNumber), column - 1);
    return found && found.start === found.end ? { lineNumber, column } : null;
  };
  const update = (): void => {
    const next = hintPosition();
    if (next?.lineNumber === position?.lineNumber && next?.column === position?.column) return;
    position = next;
    spoken.textContent = position ? words : "";
    view.layoutContentWidget(widget);
  };
  const setWords = (next: string): void => {
    words = next;
    node.textContent = next;
  };
  const subscriptions = [
    view.onDidChangeModel(update),
    view.onDidChangeCursorPosition(update),
    view.onDidCompositionStart(update),
    view.onDidCompositionEnd(update),
    view.onDidFocusEditorText(update),
    view.onDidBlurEditorText(update),
  ];
  setWords(first);
  view.addContentWidget(widget);
  return {
    setWords,
    dispose: () => {
      for (const subscription of subscriptions) subscription.dispose();
      view.removeContentWidget(widget);
      spoken.remove();
    },
  };
}
