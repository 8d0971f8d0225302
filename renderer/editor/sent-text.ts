import type { editor } from "monaco-editor/editor";
import type { TextEdit } from "#contract/text/text-edits.ts";
import type { TypedEdit } from "../state/documents/body-revision.ts";

/** The window's side of the text: receives what the editor changes. */
export interface TextHost {
  /** Receives the whole text; called at the first change after a text was shown. */
  edited(body: string): void;
  /** Receives the edits since the last call of `edited` or `typed`. */
  typed(edit: TypedEdit): void;
}

/** Keeps a host's copy of the text equal to the editor's text by sending each change. */
export class SentText {
  readonly #host: TextHost;
  /**
   * Edits that the host has not received yet. Null: the host receives the whole text next, because the editor
   * may have changed the file's line ends when it opened the text.
   */
  #unsent: TextEdit[] | null = null;

  constructor(host: TextHost) {
    this.#host = host;
  }

  /** Another text was put into the editor: the next change sends the whole text. */
  forget(): void {
    this.#unsent = null;
  }

  /**
   * Sends a change. Simultaneous changes, as in a composition, are sent together with the last one of them.
   */
  changed(
    model: editor.ITextModel,
    { changes, versionId, isFlush, isEolChange }: editor.IModelContentChangedEvent,
  ): void {
    if (isFlush || isEolChange) this.#unsent = null;
    // Monaco lists simultaneous changes from the end of the text to its beginning, so that none moves the
    // position of the next
    for (const { rangeOffset: offset, rangeLength: length, text } of changes) {
      this.#unsent?.push({ offset, length, text });
    }
    if (model.getVersionId() !== versionId) return;
    const edits = this.#unsent;
    this.#unsent = [];
    if (edits === null) this.#host.edited(model.getValue());
    else this.#host.typed({ edits, units: model.getValueLength(), whole: () => textAt(model, versionId) });
  }
}

function textAt(model: editor.ITextModel, versionId: number): string | null {
  return model.isDisposed() || model.getVersionId() !== versionId ? null : model.getValue();
}
