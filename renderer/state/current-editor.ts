import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "#contract/errors.ts";
import { afterPaint } from "./after-paint.ts";
import type { FormatEdit, FormatKind, TextSpan } from "../writing/formatting.ts";
import type { ImageMarkdown } from "../writing/image-markdown.ts";
import type { MarkdownTable } from "../writing/table/markdown-table.ts";
import type { PlacedTable } from "../writing/table/read-table.ts";
import { ModelShelf } from "./model-shelf.ts";

/** A marked part of a line: a problem or a misspelt word. Line and columns are 0-based. */
export type Remark = { readonly line: number; readonly start: number; readonly end: number } & (
  | { readonly kind: "problem"; readonly problem: Problem }
  | { readonly kind: "word"; readonly word: string }
);

/** Fixes that the author can apply to problems in the text with one key. */
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
  /** Replaces a table as one undo step. Returns false if the text no longer contains the table. */
  replaceTable(placed: PlacedTable, table: MarkdownTable): boolean;
  /** Inserts a table below the caret's line, or instead of a blank line, as one undo step. */
  insertTable(table: MarkdownTable): void;
}

/** An image that the author inserts. Its bytes are read only when the image is stored. */
export interface NewImage {
  readonly name: string;
  /** The size of the image in bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/** An image to insert: a new image, or the blog path of an existing image. */
export type InsertedImage = NewImage | { readonly path: string };

/** The image at the caret. */
export interface PlacedImage {
  /** The 0-based line that contains the image. */
  readonly line: number;
  readonly image: ImageMarkdown;
  /**
   * Whether the image is the only content of its paragraph.
   * Otherwise, the page ignores its size and position.
   */
  readonly isAlone: boolean;
}

/** The state of an insertion of several images. */
export type ImageInsertion =
  /** One of `count` images is being stored. `stop` ends the insertion after this image. */
  | { readonly step: "storing"; readonly number: number; readonly count: number; readonly stop: () => void }
  /** The images were inserted as a gallery. `separate` puts each image into a separate paragraph instead. */
  | { readonly step: "done"; readonly count: number; readonly separate: () => void };

/**
 * Access to the scroll position of the text.
 * Lines are 0-based. A fraction is a share of the line's characters: 12.5 is the middle of line 12.
 * Functions that add a listener return a function that removes the listener.
 */
export interface TextScroll {
  /** Returns the line at the scroll anchor, the position at which text and page show the same line. */
  anchorLine(): number;
  /** Returns the line of the caret, or null if no text is open. */
  caretLine(): number | null;
  /** Returns the line of the caret, or null if the caret is not visible. */
  caretLineInSight(): number | null;
  /** Scrolls a line to the scroll anchor. Does not call the listeners of `onScroll`. */
  scrollToLine(line: number): void;
  /** Calls the listener when the author uses the text by pointer, wheel, key or a command. */
  onTouch(listener: () => void): () => void;
  /** Calls the listener when the author scrolls, but not when an edit scrolls the text. */
  onScroll(listener: () => void): () => void;
  /** Calls the listener when the author moves the caret without writing. */
  onCaretMove(listener: () => void): () => void;
  /** Calls the listener when the author writes something. */
  onWrite(listener: () => void): () => void;
  /** Calls the listener when the size of the pane or of its font changes. */
  onLayout(listener: () => void): () => void;
}

/** The functions of the text editor that other parts of the window use. Lines are 0-based. */
export interface EditorHandle extends TableActions {
  focus(): void;
  readonly scrolling: TextScroll;
  /** Searches for `before` and `after` near `line`, puts the caret between them, and focuses the editor. */
  goTo(line: number, before: string, after: string): void;
  /** Puts the caret at a position. The column is in UTF-16 units. */
  putCaret(line: number, column: number): void;
  format(kind: FormatKind): void;
  insertLink(): void;
  /** Makes the edit that `compute` returns for the text and the selection, as one undo step. */
  edit(compute: (text: string, selected: TextSpan) => FormatEdit): void;
  /**
   * Makes an edit like `edit`, but keeps the focus and the scroll position.
   * Does nothing if `compute` returns null.
   */
  editInPlace(compute: (text: string, selected: TextSpan) => FormatEdit | null): void;
  find(): void;
  /** Replaces the selected text. `make` gets this text and returns a snippet in Monaco's syntax. */
  insertSnippet(make: (selected: string) => string): void;
  /** Returns the problems and misspelt words of the caret's line, the nearest to the caret first. */
  remarksHere(): readonly Remark[];
  /** Replaces a misspelt word, if the text at the position of `remark` has not changed. */
  replaceWord(remark: Remark, word: string): void;
  /** Fixes a problem in a line (0-based) as one undo step. Returns false if the line has changed. */
  fix(problem: Problem, line: number, kind: FixKind): boolean;
  /** Checks the text again after a change outside the text, for instance in the dictionary. */
  lookAgain(): void;
  /**
   * Stores images and inserts them at the caret as one undo step.
   * If `isSeparate` is true, a single image becomes a separate paragraph. Default: false.
   * Rejects with the error of the first image that could not be stored.
   */
  insertImages(images: readonly InsertedImage[], isSeparate?: boolean): Promise<void>;
  /** Changes an image of the text, if the text still contains the image. */
  changeImage(placed: PlacedImage, next: ImageMarkdown): void;
}

export interface EditorState {
  /** The editor, or null until it is loaded. */
  readonly handle: EditorHandle | null;
  /** Whether an IME composition is in progress. A redraw or scroll would disturb it. */
  readonly composing: boolean;
  /** The image at the caret, or null if there is none. */
  readonly image: PlacedImage | null;
}

/** Maximum time in milliseconds to wait for the first editor, because loading it can fail. */
const longestWait = 1000;

/** Gives other parts of the window access to the text editor, even while it is still loading. */
export class CurrentEditor {
  readonly store: StoreApi<EditorState> = createStore(() => ({
    handle: null,
    composing: false,
    image: null,
  }));
  /** Keeps the texts that were open last, so that they survive if a changed setting creates a new editor. */
  readonly shelf = new ModelShelf();
  /**
   * Resolves when the first editor is painted, or after a time limit.
   * The window renders its other panes only then, so that they do not delay the editor.
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

  /** Resolves with the editor when the editor is loaded. */
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
