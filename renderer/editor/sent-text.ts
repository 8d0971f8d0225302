import type { editor } from "monaco-editor/editor";
import type { TextEdit } from "#contract/text/text-edits.ts";
import type { DocumentStore } from "../state/documents/document-store.ts";

/** Sends each change of the editor's text to the document on screen, so that both texts stay equal. */
export class SentText {
  readonly #documents: Pick<DocumentStore, "editBody" | "type">;
  /** Edits that the document has not received yet. Null means that the whole text has to be sent next. */
  #unsent: TextEdit[] | null = null;
  #replacing = false;

  /** `wrote` is called before each change that is sent. */
  constructor(
    view: editor.IStandaloneCodeEditor,
    documents: Pick<DocumentStore, "editBody" | "type">,
    wrote: () => void,
  ) {
    this.#documents = documents;
    view.onDidChangeModelContent((event) => {
      const model = view.getModel();
      if (!model || this.#replacing) return;
      wrote();
      this.#changed(model, event);
    });
  }

  /**
   * Runs a change that shows a different text in the editor.
   * Does not send the change to the document, because the author did not make the change.
   */
  replace(change: () => void): void {
    this.#replacing = true;
    this.#unsent = null;
    change();
    this.#replacing = false;
  }

  /** Sends a change. Simultaneous changes, as during an IME composition, are sent together. */
  #changed(
    model: editor.ITextModel,
    { changes, versionId, isFlush, isEolChange }: editor.IModelContentChangedEvent,
  ): void {
    if (isFlush || isEolChange) this.#unsent = null;
    // Monaco lists simultaneous changes from the end of the text to its beginning.
    // In this order, each change leaves the offsets of the changes after it correct.
    for (const { rangeOffset: offset, rangeLength: length, text } of changes) {
      this.#unsent?.push({ offset, length, text });
    }
    if (model.getVersionId() !== versionId) return;
    const edits = this.#unsent;
    this.#unsent = [];
    if (edits === null) this.#documents.editBody(model.getValue());
    else {
      const units = model.getValueLength();
      this.#documents.type({ edits, units, whole: () => textAt(model, versionId) });
    }
  }
}

function textAt(model: editor.ITextModel, versionId: number): string | null {
  return model.isDisposed() || model.getVersionId() !== versionId ? null : model.getValue();
}
