import { growthOf, joinedEdit, joinedEdits, type TextEdit, withEdits } from "#contract/text/text-edits.ts";

/** What the editor tells of a change. */
export interface TypedEdit {
  /** In order; each counts in what the ones before it left. */
  readonly edits: readonly TextEdit[];
  /** How long the text is afterwards, in UTF-16 units. */
  readonly units: number;
  /** The editor's whole text, as long as it is still this one; null later. */
  whole(): string | null;
}

/** So many changes are remembered of a text; whoever has not heard of it for longer is told the whole. */
const remembered = 256;

/** How a text came about, from the moment when it was taken over as a whole. */
export class BodyLog {
  /** Stands for the text through all its moments. */
  readonly id = crypto.randomUUID();
  readonly #changes = new Map<number, { readonly before: number; readonly edits: readonly TextEdit[] }>();
  #serial = 0;

  note(before: number, edits: readonly TextEdit[]): number {
    this.#serial += 1;
    this.#changes.set(this.#serial, { before, edits });
    this.#changes.delete(this.#serial - remembered);
    return this.#serial;
  }

  /** From one moment to another; null when that is not known. */
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
 * A body at one moment, which knows what came to it since an earlier one. What is typed in one place costs no more in a
 * megabyte than in a line: the text is put together by V8 when somebody reads it, and nobody does at each key.
 */
export class BodyMoment {
  readonly text: string;
  readonly serial: number;
  readonly log: BodyLog;
  /** A text that was read, and the one edit that this one is away from it. */
  readonly #base: string;
  readonly #edit: TextEdit | null;

  private constructor(log: BodyLog, serial: number, base: string, edit: TextEdit | null) {
    this.text = edit ? withEdits(base, [edit]) : base;
    this.serial = serial;
    this.log = log;
    this.#base = base;
    this.#edit = edit;
  }

  /** A text with nothing before it. */
  static of(text: string): BodyMoment {
    return new BodyMoment(new BodyLog(), 0, text, null);
  }

  /** The text after a change; null when the edits do not lead to the length that the editor has. */
  after({ edits, units }: Pick<TypedEdit, "edits" | "units">): BodyMoment | null {
    if (this.text.length + growthOf(edits) !== units) return null;
    const serial = this.log.note(this.serial, edits);
    const [edit, ...others] = joinedEdits(edits);
    if (!edit) return new BodyMoment(this.log, serial, this.#base, this.#edit);
    const both = this.#edit ? joinedEdit(this.#edit, edit) : edit;
    return both && others.length === 0
      ? new BodyMoment(this.log, serial, this.#base, both)
      : new BodyMoment(this.log, serial, withEdits(this.text, edits), null);
  }

  /** What changed since another moment of the same text; null when that is not known any more. */
  editsSince(serial: number): TextEdit[] | null {
    return this.log.between(serial, this.serial);
  }
}
