import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "#contract/errors.ts";
import { afterPaint } from "./after-paint.ts";
import type { FormatEdit, FormatKind, TextSpan } from "../writing/formatting.ts";
import type { FixKind } from "./remarks/quick-fixes.ts";
import type { Remark } from "./remarks/remark.ts";
import type { TableActions } from "./text/table-actions.ts";

/** An image to insert into the text; it is read only when it is stored. */
export interface NewImage {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/**
 * Scrolling of the text. Lines are 0-based, with the share of the line's characters as fraction. Listeners
 * are removed by the returned function.
 */
export interface TextScroll {
  /** The line at the scroll anchor; see `preview-page/lines/anchor.ts`. */
  anchorLine(): number;
  /** The line of the caret; null when no text is open. */
  caretLine(): number | null;
  /** Brings a line to the scroll anchor. Does not count as the author's scrolling. */
  scrollToLine(line: number): void;
  /**
   * The author touched the text: by pointer, wheel or key, or by a command that moves to a position in it.
   */
  onTouch(listener: () => void): () => void;
  /** The author scrolled, by hand or by moving the caret; not for scrolling that an edit caused. */
  onScroll(listener: () => void): () => void;
  /** The author moved the caret without writing. */
  onPlace(listener: () => void): () => void;
  /** The author wrote something. */
  onWrite(listener: () => void): () => void;
  /** The size of the pane or of its font changed. */
  onLayout(listener: () => void): () => void;
}

/** What other parts of the window can do with the text editor. Lines are 0-based and may have a fraction. */
export interface EditorHandle extends TableActions {
  focus(): void;
  readonly scrolling: TextScroll;
  /** Puts the caret between these texts, near a line, and focuses the editor. */
  goTo(line: number, before: string, after: string): void;
  /** Puts the caret at a position; the column is in UTF-16 units. Does not count as a touch by the author. */
  putCaret(line: number, column: number): void;
  format(kind: FormatKind): void;
  insertLink(): void;
  /** Makes an edit, computed from text and selection, as one undo step, and focuses the editor. */
  edit(compute: (text: string, selected: TextSpan) => FormatEdit): void;
  find(): void;
  /** Replaces the selection with a snippet in the editor's notation; Tab moves through its placeholders. */
  insertSnippet(make: (selected: string) => string): void;
  /** Returns the remarks in the caret's line, the one at the caret first. */
  remarksHere(): readonly Remark[];
  /** Replaces a misspelt word, if it is still there. */
  replaceWord(remark: Remark, word: string): void;
  /** Fixes a problem in its 0-based line as one undo step; false when the line has changed since. */
  fix(problem: Problem, line: number, kind: FixKind): boolean;
  /** Checks the text again, after something outside of it changed, such as the dictionary. */
  lookAgain(): void;
  /** Stores images and inserts them at the caret as one undo step. Rejects with the first image's error. */
  insertImages(images: readonly NewImage[]): Promise<void>;
}

export interface EditorState {
  /** Null until the editor has loaded. */
  readonly handle: EditorHandle | null;
  /** Whether an IME composition is in progress: nothing may redraw or scroll then. */
  readonly composing: boolean;
}

/** The window's only text editor, for commands and preview. Does not load Monaco. */
export const currentEditor: StoreApi<EditorState> = createStore(() => ({ handle: null, composing: false }));

/** How long others wait for the first editor, in milliseconds: it may never load. */
const longestWait = 1000;

/**
 * Resolves when the first editor has been painted, or after the time limit. At the start, list, preview and
 * engine wait for it, so that the editor appears first.
 */
export const firstEditor: Promise<unknown> = Promise.race([
  whenEditor().then(afterPaint),
  new Promise((resolve) => setTimeout(resolve, longestWait)),
]);

/** Resolves to the editor once it has loaded. */
export function whenEditor(): Promise<EditorHandle> {
  return new Promise((resolve) => {
    const { handle } = currentEditor.getState();
    if (handle) {
      resolve(handle);
      return;
    }
    const stop = currentEditor.subscribe((state) => {
      if (!state.handle) return;
      stop();
      resolve(state.handle);
    });
  });
}
