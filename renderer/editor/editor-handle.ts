import type { editor } from "monaco-editor/editor";
import type { EditorHandle } from "../state/current-editor.ts";
import { makeLink, toggleFormat } from "../writing/formatting.ts";
import { findPosition } from "./find-position.ts";
import { imageChanger } from "./images/image-actions.ts";
import { type ImageServices, insertImages } from "./images/editor-images.ts";
import { remarkActions } from "./remarks/remark-actions.ts";
import type { RemarksWatcher } from "./remarks/remarks-watcher.ts";
import { tableActions } from "./text/table-actions.ts";
import { applyFormat, applyInPlace } from "./text/text-edits.ts";
import type { TextScrolling } from "./text-scrolling.ts";

interface HandleParts extends ImageServices {
  readonly scrolling: TextScrolling;
  readonly watcher: () => RemarksWatcher | null;
}

/** Creates the object through which other parts of the window use the editor. */
export function createHandle(
  view: editor.IStandaloneCodeEditor,
  { scrolling, watcher, ...services }: HandleParts,
): EditorHandle {
  return {
    focus: () => view.focus(),
    scrolling,
    goTo: (line, before, after) => {
      scrolling.touch();
      const { line: found, column } = findPosition(
        view.getModel()?.getLinesContent() ?? [],
        line,
        before,
        after,
      );
      scrolling.notifyCaretMove();
      putCaret(view, found, column);
    },
    putCaret: (line, column) => {
      scrolling.notifyCaretMove();
      putCaret(view, line, column);
    },
    format: (kind) => applyFormat(view, (text, selected) => toggleFormat(text, selected, kind)),
    edit: (compute) => {
      applyFormat(view, compute);
      const position = view.getPosition();
      if (position) view.revealPositionInCenterIfOutsideViewport(position);
    },
    editInPlace: (compute) => applyInPlace(view, compute),
    insertLink: () => applyFormat(view, makeLink),
    find: () => void view.getAction("actions.find")?.run(),
    insertSnippet: (make) => insertSnippet(view, make),
    ...tableActions(view),
    ...remarkActions(view, watcher),
    changeImage: imageChanger(view),
    insertImages: (images, isAlone = false) => insertImages(view, images, isAlone, services),
  };
}

/**
 * Replaces the selected text with the snippet that `make` returns for this text, as one undo step.
 * Uses Monaco's snippet controller, which is missing from Monaco's type definitions.
 */
function insertSnippet(view: editor.IStandaloneCodeEditor, make: (selected: string) => string): void {
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

/** Puts the caret at a 0-based position and focuses the editor. Scrolls if the position is not visible. */
function putCaret(view: editor.IStandaloneCodeEditor, line: number, column: number): void {
  const position = { lineNumber: line + 1, column: column + 1 };
  view.setPosition(position);
  view.revealPositionInCenterIfOutsideViewport(position);
  view.focus();
}
