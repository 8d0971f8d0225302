import { editor } from "monaco-editor/editor";
import { minimalEdit } from "#contract/text/minimal-edit.ts";
import { proseLanguage } from "./prose-language.ts";

const capacity = 20;

interface Shelved {
  readonly model: editor.ITextModel;
  view: editor.ICodeEditorViewState | null;
}

/** Keeps the texts of the last posts, with their undo history, scroll position and caret. */
export class ModelShelf {
  /** The most recently used entry is last. */
  readonly #shelved = new Map<string, Shelved>();

  /** Returns the model of a post, creating or updating it; an update can be undone like typing. */
  take(path: string, body: string): editor.ITextModel {
    const known = this.#shelved.get(path);
    const entry = known ?? { model: newModel(body), view: null };
    if (known) replaceText(known.model, body);
    this.#shelved.delete(path);
    this.#shelved.set(path, entry);
    this.#trim();
    return entry.model;
  }

  /** Renames a file's entry; its text and history stay. An earlier entry of the new name is discarded. */
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
 * Turns bracket colours off for each model: the editor's option does not reach its models, and a text without
 * brackets would be searched to its end at each key.
 */
function newModel(body: string): editor.ITextModel {
  const model = editor.createModel(body, proseLanguage);
  const bracketColorizationOptions = { enabled: false, independentColorPoolPerBracketType: false };
  model.updateOptions({ bracketColorizationOptions });
  return model;
}

/**
 * Replaces a model's text as one undo step that touches only the difference, so that carets stay in place.
 */
function replaceText(model: editor.ITextModel, text: string): void {
  const edit = minimalEdit(model.getValue(), text);
  if (!edit) return;
  const start = model.getPositionAt(edit.offset);
  const end = model.getPositionAt(edit.offset + edit.length);
  const range = {
    startLineNumber: start.lineNumber,
    startColumn: start.column,
    endLineNumber: end.lineNumber,
    endColumn: end.column,
  };
  model.pushStackElement();
  model.pushEditOperations(null, [{ range, text: edit.text }], () => null);
  model.pushStackElement();
}
