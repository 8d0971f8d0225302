import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "#contract/errors.ts";
import { afterPaint } from "./after-paint.ts";
import type { FormatEdit, FormatKind, TextSpan } from "../writing/formatting.ts";
import type { MarkdownTable } from "../writing/table/markdown-table.ts";
import type { PlacedTable } from "../writing/table/read-table.ts";
import { ModelShelf } from "./model-shelf.ts";

/** A marked part of a line: a problem or a misspelt word. Line and columns are 0-based. */
export type Remark = { readonly line: number; readonly start: number; readonly end: number } & (
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "word"; readonly word: string }
);

/** Fixes of problems that the author can choose in the text with one key. */
export type FixKind =
  | "asCode"
  | "doubleBackslashes"
  | "plainSpace"
  | "escapeBracket"
  | "wideColon"
  | "unlink"
  | "describe";

/** Actions on the table at the caret. */
export interface TableActions {
  /** Returns the table that contains the caret, or null. */
  tableHere(): PlacedTable | null;
  /**
   * Replaces a table as one undo step. Returns false if the text has changed and no longer contains the
   * table.
   */
  replaceTable(placed: PlacedTable, table: MarkdownTable): boolean;
  /**
   * Inserts a new table below the line of the caret, or in place of that line if it is blank, as one undo step.
   * Blank lines separate the table from other text.
   */
  insertTable(table: MarkdownTable): void;
}

/** An image that the author inserts into the text. Its bytes are read only when it is stored. */
export interface NewImage {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/**
 * Access to the scroll position of the text. Lines are 0-based and may have a fraction: the share of the
 * line's characters before a position. Each function that adds a listener returns a function that removes the
 * listener.
 */
export interface TextScroll {
  /** Returns the line at the scroll anchor; see `preview-page/lines/anchor.ts`. */
  anchorLine(): number;
  /** Returns the line of the caret; null if no text is open. */
  caretLine(): number | null;
  /** Scrolls a line to the scroll anchor. Does not call the listeners of `onScroll`. */
  scrollToLine(line: number): void;
  /**
   * Calls the listener when the author uses the text with the pointer, the wheel or a key, or with a command
   * that moves to a position in the text.
   */
  onTouch(listener: () => void): () => void;
  /**
   * Calls the listener when the author scrolled the text, by hand or by moving the caret. Does not call it
   * for scrolling that an edit caused.
   */
  onScroll(listener: () => void): () => void;
  /** Calls the listener when the author moved the caret without writing. */
  onCaretMove(listener: () => void): () => void;
  /** Calls the listener when the author wrote something. */
  onWrite(listener: () => void): () => void;
  /** Calls the listener when the size of the pane or of its font changed. */
  onLayout(listener: () => void): () => void;
}

/**
 * The functions of the text editor for other parts of the window. Lines are 0-based and may have a fraction,
 * as in `TextScroll`.
 */
export interface EditorHandle extends TableActions {
  focus(): void;
  readonly scrolling: TextScroll;
  /**
   * Searches for the texts `before` and `after` near `line`, puts the caret between them, and focuses the
   * editor.
   */
  goTo(line: number, before: string, after: string): void;
  /**
   * Puts the caret at a position; the column is in UTF-16 units. Calls the listeners of `onPlace`, but not
   * the listeners of `onTouch`.
   */
  putCaret(line: number, column: number): void;
  format(kind: FormatKind): void;
  insertLink(): void;
  /**
   * Makes an edit as one undo step and focuses the editor. `compute` makes the edit from the text and the
   * selection.
   */
  edit(compute: (text: string, selected: TextSpan) => FormatEdit): void;
  find(): void;
  /**
   * Replaces the selection with a snippet in Monaco's snippet syntax. `make` makes the snippet from the
   * selected text. Tab then moves from placeholder to placeholder.
   */
  insertSnippet(make: (selected: string) => string): void;
  /**
   * Returns the problems and misspelt words that are marked in the caret's line, beginning with the one
   * nearest to the caret.
   */
  remarksHere(): readonly Remark[];
  /** Replaces a misspelt word, if it is still at the position of `remark`. */
  replaceWord(remark: Remark, word: string): void;
  /**
   * Fixes a problem in a line (0-based) as one undo step. Returns false if the line has changed since the
   * check.
   */
  fix(problem: Problem, line: number, kind: FixKind): boolean;
  /** Checks the text again, because something besides the text has changed, for instance the dictionary. */
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
 * Maximum time for which other parts of the window wait for the first editor, in milliseconds. It is limited
 * because the editor may fail to load.
 */
const longestWait = 1000;

/**
 * Gives commands and the preview access to the window's only text editor. This object exists before Monaco is
 * loaded.
 */
export class CurrentEditor {
  readonly store: StoreApi<EditorState> = createStore(() => ({ handle: null, composing: false }));
  /**
   * The texts that were open last. They are kept outside of the editor, because a change of some settings
   * creates a new editor.
   */
  readonly shelf = new ModelShelf();
  /**
   * Resolves when the first editor has been painted, or after the time limit. When the window starts, the
   * list, the preview and the engine wait for this, so that the editor appears first.
   */
  readonly firstPainted: Promise<unknown> = Promise.race([
    this.loaded().then(afterPaint),
    new Promise((resolve) => setTimeout(resolve, longestWait)),
  ]);

  get handle(): EditorHandle | null {
    return this.store.getState().handle;
  }

  get composing(): boolean {
    return this.store.getState().composing;
  }

  /** Resolves with the editor once it has loaded. */
  loaded(): Promise<EditorHandle> {
    return new Promise((resolve) => {
      const { handle } = this;
      if (handle) {
        resolve(handle);
        return;
      }
      const stop = this.store.subscribe((state) => {
        if (!state.handle) return;
        stop();
        resolve(state.handle);
      });
    });
  }

  /** Resolves when no IME composition is in progress. */
  whenNotComposing(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.composing) {
        resolve();
        return;
      }
      const stop = this.store.subscribe(({ composing }) => {
        if (composing) return;
        stop();
        resolve();
      });
    });
  }
}
