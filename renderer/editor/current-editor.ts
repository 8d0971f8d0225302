import { createStore, type StoreApi } from "zustand/vanilla";
import type { FormatEdit, FormatKind, TextSpan } from "./formatting.ts";
import type { Problem } from "#contract/errors.ts";
import type { FixKind } from "./remarks/quick-fixes.ts";
import type { Remark } from "./remarks/remark.ts";
import type { TableActions } from "./table-actions.ts";

/** An image on its way into the text. */
export interface NewImage {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What the rest of the page can ask of the text editor. Lines are 0-based and may have a fraction. */
export interface EditorHandle extends TableActions {
  focus(): void;
  /** The line at the scroll anchor; see `preview-page/line-table.ts`. */
  anchorLine(): number;
  /** Brings a line to the scroll anchor. Does not count as the author's scrolling. */
  scrollToLine(line: number): void;
  /** Puts the caret where these words are, near a line, and takes the focus. */
  goTo(line: number, before: string, after: string): void;
  /** The author scrolled, or typed so that the text scrolled. Returns a function that stops listening. */
  onScroll(listener: () => void): () => void;
  /** The author put a hand on the text: pointer, wheel or key. */
  onTouch(listener: () => void): () => void;
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
