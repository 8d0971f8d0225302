import { growthOf, joinedEdit, joinedEdits, type TextEdit, withEdits } from "#contract/text/text-edits.ts";

/** A change of the text, as the editor reports it. */
export interface TypedEdit {
  /** The edits in order. Each is relative to the text after the edits before it. */
  readonly edits: readonly TextEdit[];
  /** Length of the text after the change, in UTF-16 units. */
  readonly units: number;
  /** Returns the editor's whole text; null if the text has changed since this edit. */
  whole(): string | null;
}

/**
 * How many changes of a text are kept. If the engine is further behind than that, it is sent the whole text.
 */
const remembered = 256;

/** The edits of one text since it was loaded. */
export class BodyLog {
  /** Identifies the text; the same for all its revisions. */
  readonly id = crypto.randomUUID();
  readonly #changes = new Map<number, { readonly before: number; readonly edits: readonly TextEdit[] }>();
  #serial = 0;

  note(before: number, edits: readonly TextEdit[]): number {
    this.#serial += 1;
    this.#changes.set(this.#serial, { before, edits });
    this.#changes.delete(this.#serial - remembered);
    return this.#serial;
  }

  /** Returns the edits that lead from one revision to another; null if they are no longer kept. */
  between(from: number, to: number): TextEdit[] | null {
    const steps: (readonly TextEdit[])[] = [];
    for (let at = to; at !== from; ) {
      const change = this.#changes.get(at);
      if (!change) return null;
      steps.push(change.edits);
      at = change.before;
    }
    return joinedEdits(steps.reverse().flat());
  }
}

/**
 * One revision of a body, with the edits since earlier ones. Creating the next one takes as long for a
 * megabyte as for a line: V8 does not copy a concatenated string until it is read, and no key press reads it.
 */
export class BodyRevision {
  readonly text: string;
  readonly serial: number;
  readonly log: BodyLog;
  /** An earlier text. `#edit` turns it into the text of this revision. */
  readonly #base: string;
  readonly #edit: TextEdit | null;

  private constructor(log: BodyLog, serial: number, base: string, edit: TextEdit | null) {
    this.text = edit ? withEdits(base, [edit]) : base;
    this.serial = serial;
    this.log = log;
    this.#base = base;
    this.#edit = edit;
  }

  /** Returns the first revision of a text. */
  static of(text: string): BodyRevision {
    return new BodyRevision(new BodyLog(), 0, text, null);
  }

  /**
   * Returns the revision after a change; null if the edits lead to a text of another length than the
   * editor's.
   */
  after({ edits, units }: Pick<TypedEdit, "edits" | "units">): BodyRevision | null {
    if (this.text.length + growthOf(edits) !== units) return null;
    const serial = this.log.note(this.serial, edits);
    const [edit, ...others] = joinedEdits(edits);
    if (!edit) return new BodyRevision(this.log, serial, this.#base, this.#edit);
    const both = this.#edit ? joinedEdit(this.#edit, edit) : edit;
    return both && others.length === 0
      ? new BodyRevision(this.log, serial, this.#base, both)
      : new BodyRevision(this.log, serial, withEdits(this.text, edits), null);
  }

  /** Returns the edits since an earlier revision of the same text; null if they are no longer kept. */
  editsSince(serial: number): TextEdit[] | null {
    return this.log.between(serial, this.serial);
  }
}
