import { createStore, type StoreApi } from "zustand/vanilla";
import type { Problem } from "#contract/errors.ts";
import { afterPaint } from "./after-paint.ts";
import type { FormatEdit, FormatKind, TextSpan } from "../writing/formatting.ts";
import type { FixKind } from "./remarks/quick-fixes.ts";
import type { Remark } from "./remarks/remark.ts";
import type { TableActions } from "./text/table-actions.ts";

/** An image on its way into the text, which is read when its turn has come. */
export interface NewImage {
  readonly name: string;
  /** In bytes. */
  readonly size: number;
  read(): Promise<Uint8Array>;
}

/** The text's scrolling. Lines are 0-based and have the fraction of their characters; listening ends by what is returned. */
export interface TextScroll {
  /** The line at the scroll anchor; see `preview-page/lines/anchor.ts`. */
  anchorLine(): number;
  /** The line of the caret; null when no text is open. */
  caretLine(): number | null;
  /** Brings a line to the scroll anchor. Does not count as the author's scrolling. */
  scrollToLine(line: number): void;
  /** The author put a hand on the text: pointer, wheel or key, or a command that leads to a place in it. */
  onTouch(listener: () => void): () => void;
  /** The author scrolled, by hand or with the caret; not what an edit scrolled. */
  onScroll(listener: () => void): () => void;
  /** The author moved the caret, without writing. */
  onPlace(listener: () => void): () => void;
  /** The author wrote something. */
  onWrite(listener: () => void): () => void;
  /** The pane or its letters got another size. */
  onLayout(listener: () => void): () => void;
}

/** What the rest of the page can ask of the text editor. Lines are 0-based and may have a fraction. */
export interface EditorHandle extends TableActions {
  focus(): void;
  readonly scrolling: TextScroll;
  /** Puts the caret where these words are, near a line, and takes the focus. */
  goTo(line: number, before: string, after: string): void;
  /** Puts the caret at a place; the column is in UTF-16 units. Does not count as the author's hand on the text. */
  putCaret(line: number, column: number): void;
  format(kind: FormatKind): void;
  insertLink(): void;
  /** Makes an edit, computed from text and selection, as one undo step, and takes the focus. */
  edit(compute: (text: string, selected: TextSpan) => FormatEdit): void;
  find(): void;
  /** Writes a snippet, in the editor's notation, in place of what is selected; Tab leads through its places. */
  insertSnippet(make: (selected: string) => string): void;
  /** What is marked in the caret's line, the mark at the caret first. */
  remarksHere(): readonly Remark[];
  /** Puts another word in place of a misspelt one, if it still stands there. */
  replaceWord(remark: Remark, word: string): void;
  /** Mends a problem in its line, from 0, as one undo step; false when the line is another one by now. */
  fix(problem: Problem, line: number, kind: FixKind): boolean;
  /** Looks through the text once more: something about it was decided elsewhere. */
  lookAgain(): void;
  /** Stores images and writes them at the caret as one undo step. Rejects with the first image's error that failed. */
  insertImages(images: readonly NewImage[]): Promise<void>;
}

export interface EditorState {
  /** Null until the editor has loaded. */
  readonly handle: EditorHandle | null;
  /** Whether an IME composition is open; nothing may redraw or scroll then. */
  readonly composing: boolean;
}

/** The window's one text editor, for commands and the preview. Does not load Monaco. */
export const currentEditor: StoreApi<EditorState> = createStore(() => ({ handle: null, composing: false }));

/** How long others wait for the first editor, in milliseconds, which may not come at all. */
const longestWait = 1000;

/**
 * Resolves when the first editor has been painted, or has had its time to come: at the start the list, the preview and the
 * engine wait for it, so that what is written in comes first.
 */
export const firstEditor: Promise<unknown> = Promise.race([
  whenEditor().then(afterPaint),
  new Promise((resolve) => setTimeout(resolve, longestWait)),
]);

/** The editor, as soon as it has loaded. */
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
