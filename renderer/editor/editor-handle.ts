import type { editor } from "monaco-editor/editor";
import { currentEditor, type EditorHandle, type NewImage } from "./current-editor.ts";
import { insertImages } from "./editor-images.ts";
import { anchorLine, scrollToLine } from "./editor-scroll.ts";
import { findPlace } from "./find-place.ts";
import { insertSnippet } from "./insert-snippet.ts";
import { makeLink, toggleFormat } from "./formatting.ts";
import { remarkActions } from "./remarks/remark-actions.ts";
import type { RemarksWatcher } from "./remarks/remarks-watcher.ts";
import { tableActions } from "./table-actions.ts";
import { applyFormat } from "./text-edits.ts";

/** Makes what the rest of the page may ask of the editor. `storeImage` gives the Markdown of an image of the shown post. */
export function createHandle(
  view: editor.IStandaloneCodeEditor,
  container: HTMLElement,
  storeImage: (image: NewImage) => Promise<string>,
  watcher: () => RemarksWatcher | null,
): EditorHandle {
  /** Where `scrollToLine` went: that scroll event is not the author's. */
  let expectedTop = -1;
  return {
    focus: () => view.focus(),
    anchorLine: () => anchorLine(view),
    scrollToLine: (line) => {
      expectedTop = scrollToLine(view, line);
    },
    goTo: (line, before, after) => {
      const place = findPlace(view.getModel()?.getLinesContent() ?? [], line, before, after);
      const position = { lineNumber: place.line + 1, column: place.column + 1 };
      view.setPosition(position);
      view.revealPositionInCenterIfOutsideViewport(position);
      view.focus();
    },
    onScroll: (listener) => {
      const subscription = view.onDidScrollChange(({ scrollTopChanged, scrollTop }) => {
        if (scrollTopChanged && Math.abs(scrollTop - expectedTop) >= 1) listener();
      });
      return () => subscription.dispose();
    },
    onTouch: (listener) => {
      const types = ["wheel", "pointerdown", "keydown"];
      for (const type of types) container.addEventListener(type, listener, { capture: true, passive: true });
      return () => {
        for (const type of types) container.removeEventListener(type, listener, { capture: true });
      };
    },
    format: (kind) => applyFormat(view, (text, selected) => toggleFormat(text, selected, kind)),
    edit: (compute) => {
      applyFormat(view, compute);
      const position = view.getPosition();
      if (position) view.revealPositionInCenterIfOutsideViewport(position);
    },
    insertLink: () => applyFormat(view, makeLink),
    find: () => void view.getAction("actions.find")?.run(),
    insertSnippet: (make) => insertSnippet(view, make),
    ...tableActions(view),
    ...remarkActions(view, watcher),
    insertImages: (images) => insertImages(view, images, storeImage, whenNotComposing),
  };
}

/** Resolves at once, or when the open IME composition ends. */
function whenNotComposing(): Promise<void> {
  return new Promise((resolve) => {
    if (!currentEditor.getState().composing) {
      resolve();
      return;
    }
    const stop = currentEditor.subscribe(({ composing }) => {
      if (composing) return;
      stop();
      resolve();
    });
  });
}
