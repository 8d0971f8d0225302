import type { editor } from "monaco-editor/editor";
import type { TextEdit } from "#contract/text/text-edits.ts";
import type { TypedEdit } from "../state/documents/body-moment.ts";

/** Who has a text that the editor changes. */
export interface TextHost {
  /** The text as it is, the first time that it changes after it was shown. */
  edited(body: string): void;
  /** What changed in the text that was told before. */
  typed(edit: TypedEdit): void;
}

/** Keeps a host's text equal to the editor's, by what changes in it. */
export class ToldText {
  readonly #host: TextHost;
  /**
   * What the host has not heard yet; null: it is to hear the whole text, since a file may have other line ends than the
   * editor makes of them.
   */
  #untold: TextEdit[] | null = null;

  constructor(host: TextHost) {
    this.#host = host;
  }

  /** The editor shows a text that comes from elsewhere. */
  forget(): void {
    this.#untold = null;
  }

  /** Tells of a change; of several that were made at once, as a composition does, when the last one is heard of. */
  changed(
    model: editor.ITextModel,
    { changes, versionId, isFlush, isEolChange }: editor.IModelContentChangedEvent,
  ): void {
    if (isFlush || isEolChange) this.#untold = null;
    // Those of one moment are listed from the end of the text to its beginning: none moves the next.
    for (const { rangeOffset: offset, rangeLength: length, text } of changes) {
      this.#untold?.push({ offset, length, text });
    }
    if (model.getVersionId() !== versionId) return;
    const edits = this.#untold;
    this.#untold = [];
    if (edits === null) this.#host.edited(model.getValue());
    else this.#host.typed({ edits, units: model.getValueLength(), whole: () => textAt(model, versionId) });
  }
}

function textAt(model: editor.ITextModel, versionId: number): string | null {
  return model.isDisposed() || model.getVersionId() !== versionId ? null : model.getValue();
}
