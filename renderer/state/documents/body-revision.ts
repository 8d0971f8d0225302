import { growthOf, joinedEdit, joinedEdits, type TextEdit, withEdits } from "#contract/text/text-edits.ts";

/** A change as the editor reports it. */
export interface TypedEdit {
  /** In order; each is relative to the result of the ones before it. */
  readonly edits: readonly TextEdit[];
  /** Length of the text afterwards, in UTF-16 units. */
  readonly units: number;
  /** Returns the editor's whole text while it is still this one; null later. */
  whole(): string | null;
}

/** How many changes are kept; beyond that, the whole text is sent. */
const remembered = 256;

/** The edits of one text since it was loaded. */
export class BodyLog {
  /** The same for all revisions of the text. */
  readonly id = crypto.randomUUID();
  readonly #changes = new Map<number, { readonly before: number; readonly edits: readonly TextEdit[] }>();
  #serial = 0;

  note(before: number, edits: readonly TextEdit[]): number {
    this.#serial += 1;
    this.#changes.set(this.#serial, { before, edits });
    this.#changes.delete(this.#serial - remembered);
    return this.#serial;
  }

  /** Returns the edits from one revision to another; null when they are no longer kept. */
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
 * One revision of a body, with the edits since earlier ones. Typing costs the same in a megabyte as in a
 * line: V8 keeps the concatenated text as a rope and flattens it only when it is read, which no key press
 * does.
 */
export class BodyRevision {
  readonly text: string;
  readonly serial: number;
  readonly log: BodyLog;
  /** An earlier text, and the edit that turns it into this one. */
  readonly #base: string;
  readonly #edit: TextEdit | null;

  private constructor(log: BodyLog, serial: number, base: string, edit: TextEdit | null) {
    this.text = edit ? withEdits(base, [edit]) : base;
    this.serial = serial;
    this.log = log;
    this.#base = base;
    this.#edit = edit;
  }

  /** The first revision of a text. */
  static of(text: string): BodyRevision {
    return new BodyRevision(new BodyLog(), 0, text, null);
  }

  /** Returns the text after a change; null when the edits do not lead to the length of the editor's text. */
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

  /** Returns the edits since an earlier revision of the same text; null when they are no longer kept. */
  editsSince(serial: number): TextEdit[] | null {
    return this.log.between(serial, this.serial);
  }
}
