import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "#contract/errors.ts";
import { afterPaint } from "./after-paint.ts";
import type { FormatEdit, FormatKind, TextSpan } from "../writing/formatting.ts";
import type { FixKind } from "./remarks/quick-fixes.ts";
import type { Remark } from "./remarks/remark.ts";
import type { TableActions } from "./text/table-actions.ts";

/** An image that the author inserts into the text. Its bytes are read only when it is stored. */
export interface NewImage {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/**
 * Access to the scroll position of the text. Lines are 0-based; a fraction is the share of the line's
 * characters before a position. The functions that add a listener return one that removes it.
 */
export interface TextScroll {
  /** Returns the line at the scroll anchor; see `preview-page/lines/anchor.ts`. */
  anchorLine(): number;
  /** Returns the line of the caret; null if no text is open. */
  caretLine(): number | null;
  /** Scrolls a line to the scroll anchor. Does not call the listeners of `onScroll`. */
  scrollToLine(line: number): void;
  /**
   * Calls the listener when the author uses the text: with pointer, wheel or key, or with a command that
   * moves to a position in it.
   */
  onTouch(listener: () => void): () => void;
  /**
   * Calls the listener when the author scrolled the text, by hand or by moving the caret. Not for scrolling
   * that an edit caused.
   */
  onScroll(listener: () => void): () => void;
  /** Calls the listener when the author moved the caret without writing. */
  onPlace(listener: () => void): () => void;
  /** Calls the listener when the author wrote something. */
  onWrite(listener: () => void): () => void;
  /** Calls the listener when the size of the pane or of its font changed. */
  onLayout(listener: () => void): () => void;
}

/** What other parts of the window can do with the text editor. Lines are 0-based and may have a fraction. */
export interface EditorHandle extends TableActions {
  focus(): void;
  readonly scrolling: TextScroll;
  /**
   * Puts the caret between the texts `before` and `after`, which are searched near `line`, and focuses the
   * editor.
   */
  goTo(line: number, before: string, after: string): void;
  /**
   * Puts the caret at a position; the column is in UTF-16 units. Does not count as a use of the text by the
   * author.
   */
  putCaret(line: number, column: number): void;
  format(kind: FormatKind): void;
  insertLink(): void;
  /**
   * Makes an edit as one undo step and focuses the editor. `compute` derives the edit from the text and the
   * selection.
   */
  edit(compute: (text: string, selected: TextSpan) => FormatEdit): void;
  find(): void;
  /**
   * Replaces the selection with a snippet in Monaco's snippet syntax. Tab then moves from placeholder to
   * placeholder.
   */
  insertSnippet(make: (selected: string) => string): void;
  /**
   * Returns the problems and misspelt words that are marked in the caret's line, beginning with the one
   * nearest to the caret.
   */
  remarksHere(): readonly Remark[];
  /** Replaces a misspelt word if the text still contains it at that place. */
  replaceWord(remark: Remark, word: string): void;
  /**
   * Fixes a problem in a line (0-based) as one undo step; returns false if the line has changed since the
   * check.
   */
  fix(problem: Problem, line: number, kind: FixKind): boolean;
  /** Checks the text again. For changes outside of the text, for instance of the dictionary. */
  lookAgain(): void;
  /**
   * Stores images and inserts them at the caret as one undo step. Rejects with the error of the first image
   * that failed.
   */
  insertImages(images: readonly NewImage[]): Promise<void>;
}

export interface EditorState {
  /** The editor; null until it has loaded. */
  readonly handle: EditorHandle | null;
  /** Whether an IME composition is in progress. Nothing may redraw or scroll then. */
  readonly composing: boolean;
}

/**
 * State of the window's only text editor, for commands and the preview. Importing it does not load Monaco.
 */
export const currentEditor: StoreApi<EditorState> = createStore(() => ({ handle: null, composing: false }));

/**
 * How long other parts of the window wait for the first editor, in milliseconds. There is a limit since the
 * editor may fail to load.
 */
const longestWait = 1000;

/**
 * Resolves when the first editor has been painted, or after the time limit. When the window starts, list,
 * preview and engine wait for this so that the editor appears first.
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
