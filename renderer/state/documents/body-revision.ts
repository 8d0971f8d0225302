import type { EngineContract } from "#contract/engine-contract.ts";
import { AppError } from "#contract/errors.ts";
import { growthOf, joinedEdit, joinedEdits, type TextEdit, withEdits } from "#contract/text/text-edits.ts";
import type { BodyUpdate, TypedBody } from "#contract/types/typed-body.ts";
import type { ReplaceableClient } from "../replaceable-client.ts";

/** A change of the text, as the editor reports it. */
export interface TypedEdit {
  /** The edits in order. The offsets of an edit refer to the text after all earlier edits. */
  readonly edits: readonly TextEdit[];
  /** Length of the text after the change, in UTF-16 units. */
  readonly units: number;
  /** Returns the editor's whole text, or null if the text has changed since the edit. */
  whole(): string | null;
}

/** Number of recorded changes of a text. An engine that has missed more changes gets the whole text. */
const remembered = 256;

/** The edits of one text since it was loaded. */
class BodyLog {
  /** Identifies the text. All revisions of one text share the id. */
  readonly id = crypto.randomUUID();
  readonly #changes = new Map<number, { readonly before: number; readonly edits: readonly TextEdit[] }>();
  /** For each connection to the engine, the serial number of the last sent revision. */
  readonly sent = new WeakMap<object, number>();
  #serial = 0;

  note(before: number, edits: readonly TextEdit[]): number {
    this.#serial += 1;
    this.#changes.set(this.#serial, { before, edits });
    this.#changes.delete(this.#serial - remembered);
    return this.#serial;
  }

  /** Returns the edits between two revisions, or null if they are not recorded. */
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
 * One revision of a body, with the edits since earlier revisions.
 * Making a revision copies no text, because V8 copies a concatenated string only when it is read.
 */
export class BodyRevision {
  readonly text: string;
  readonly serial: number;
  readonly log: BodyLog;
  /** An earlier text, which `#edit` turns into the text of this revision. */
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
   * Applies edits and returns the next revision. Returns null if the length of the new text is not `units`.
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

  /** Returns the edits since an earlier revision of the text, or null if they are not recorded. */
  editsSince(serial: number): TextEdit[] | null {
    return this.log.between(serial, this.serial);
  }
}

/** The changes that the editor makes to a body. */
export class EditorBody {
  #last: { readonly typed: TypedEdit; readonly revision: BodyRevision } | null = null;

  /**
   * Returns the revision of a body after a change.
   * Returns null if the length of the revision differs from the length in the editor.
   */
  after({ body, revision }: EditedBody, typed: TypedEdit): BodyRevision | null {
    const next = (revision?.text === body ? revision : BodyRevision.of(body)).after(typed);
    if (next) this.#last = { typed, revision: next };
    return next;
  }

  /** Returns the editor's whole text if the editor made the last change of the body, otherwise null. */
  wholeOf({ body, revision }: EditedBody): string | null {
    return this.#last?.revision === revision && revision?.text === body ? this.#last.typed.whole() : null;
  }
}

/** The body of the open post, as it is sent to the engine. */
export interface EditedBody {
  readonly body: string;
  /**
   * The last revision of the body.
   * The whole body is sent if no revision exists, or if the revision has a different text.
   */
  readonly revision: BodyRevision | null;
}

/**
 * Makes a call to the engine with the edits since the last call.
 * If the engine cannot apply the edits, repeats the call with the whole body.
 */
export async function callWithBody<Answer>(
  engine: ReplaceableClient<EngineContract>,
  { body, revision }: EditedBody,
  call: (typed: TypedBody) => Promise<Answer>,
): Promise<Answer> {
  if (revision?.text !== body) return call(body);
  try {
    return await call(nextUpdate(engine.connection, revision));
  } catch (error) {
    if (!(error instanceof AppError && error.code === "call.outOfStep")) throw error;
    return call(update(engine.connection, revision, { whole: revision.text }));
  }
}

/** Returns the edits since the last sent revision. If the edits are not recorded, returns the whole body. */
function nextUpdate(connection: object, revision: BodyRevision): BodyUpdate {
  const since = revision.log.sent.get(connection);
  const edits = since === undefined ? null : revision.editsSince(since);
  const isKnown = since !== undefined && edits !== null;
  return update(connection, revision, isKnown ? { since, edits } : { whole: revision.text });
}

function update(connection: object, revision: BodyRevision, change: BodyUpdate["change"]): BodyUpdate {
  revision.log.sent.set(connection, revision.serial);
  return { id: revision.log.id, serial: revision.serial, units: revision.text.length, change };
}
