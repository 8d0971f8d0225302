import { editor } from "monaco-editor/editor";
import { minimalEdit } from "#contract/text/minimal-edit.ts";
import { proseLanguage } from "./prose-language.ts";

const capacity = 20;

interface Shelved {
  readonly model: editor.ITextModel;
  view: editor.ICodeEditorViewState | null;
}

/** Keeps the texts of the last posts with their undo history, and where in them the author was. */
export class ModelShelf {
  /** The one used last comes last. */
  readonly #shelved = new Map<string, Shelved>();

  /** The model for a post, made or brought up to date; an update can be undone like typing. */
  take(path: string, body: string): editor.ITextModel {
    const known = this.#shelved.get(path);
    const entry = known ?? { model: newModel(body), view: null };
    if (known) replaceText(known.model, body);
    this.#shelved.delete(path);
    this.#shelved.set(path, entry);
    this.#trim();
    return entry.model;
  }

  /** A file got another name; its text and history stay. What was called so before is a text of the past. */
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
 * Brackets are not coloured: the editor's own option for that does not reach its models, and a text without brackets would be
 * looked through to its end at each key.
 */
function newModel(body: string): editor.ITextModel {
  const model = editor.createModel(body, proseLanguage);
  const bracketColorizationOptions = { enabled: false, independentColorPoolPerBracketType: false };
  model.updateOptions({ bracketColorizationOptions });
  return model;
}

/** Puts another text into a model as one undo step that touches only what differs, so that carets stay in their words. */
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
