import type { editor } from "monaco-editor/editor";
import { editsBetween } from "../writing/merge/merge-bodies.ts";

const capacity = 20;

interface Shelved {
  readonly model: editor.ITextModel;
  view: editor.ICodeEditorViewState | null;
}

/** Keeps the text, undo history, scroll position and caret of the posts that were open last. */
export class ModelShelf {
  /** Maps file paths to the kept texts. The most recently used text is the last entry. */
  readonly #shelved = new Map<string, Shelved>();

  /**
   * Returns the kept Monaco model of a post, or a new model from `create`.
   * Changes the text of a kept model to `body`.
   */
  take(path: string, body: string, create: (body: string) => editor.ITextModel): editor.ITextModel {
    const known = this.#shelved.get(path);
    const entry = known ?? { model: create(body), view: null };
    if (known) replaceText(known.model, body);
    this.#shelved.delete(path);
    this.#shelved.set(path, entry);
    this.#trim();
    return entry.model;
  }

  /** Moves the text and history of a renamed file to its new path. */
  rename(from: string, to: string): void {
    const entry = this.#shelved.get(from);
    if (!entry) return;
    this.#shelved.get(to)?.model.dispose();
    this.#shelved.delete(from);
    this.#shelved.set(to, entry);
  }

  viewOf(path: string): editor.ICodeEditorViewState | null {
    return this.#shelved.get(path)?.view ?? null;
  }

  keepView(path: string, view: editor.ICodeEditorViewState | null): void {
    const entry = this.#shelved.get(path);
    if (entry) entry.view = view;
  }

  dispose(): void {
    for (const { model } of this.#shelved.values()) model.dispose();
    this.#shelved.clear();
  }

  #trim(): void {
    for (const [path, { model }] of this.#shelved) {
      if (this.#shelved.size <= capacity) return;
      this.#shelved.delete(path);
      model.dispose();
    }
  }
}

/**
 * Replaces only the differing parts of a model's text, as one undo step.
 * Carets outside of these parts stay at their words, also between two parts that differ.
 */
function replaceText(model: editor.ITextModel, text: string): void {
  const edits = editsBetween(model.getValue(), text).map((edit) => {
    const start = model.getPositionAt(edit.offset);
    const end = model.getPositionAt(edit.offset + edit.length);
    const range = {
      startLineNumber: start.lineNumber,
      startColumn: start.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    };
    return { range, text: edit.text };
  });
  if (edits.length === 0) return;
  model.pushStackElement();
  model.pushEditOperations(null, edits, () => null);
  model.pushStackElement();
}
