import { AppError } from "#contract/errors.ts";
import { withEdits } from "#contract/text/text-edits.ts";
import type { BodyName, TypedBody } from "#contract/types/typed-body.ts";

/** More posts than anyone edits alternately; bodies of others are sent whole. */
const capacity = 8;

/**
 * The latest revision of each body that is being edited, rebuilt from the edits that the window sends. A body
 * that may be wrong is dropped: the window then sends it whole.
 */
export class TypedBodies {
  /** The most recent one is last. */
  readonly #bodies = new Map<string, { readonly serial: number; readonly text: string }>();

  /** Returns the body; throws `call.outOfStep` if the base revision of the edits is missing. */
  take(typed: TypedBody): string {
    if (typeof typed === "string") return typed;
    const { id, serial, units, change } = typed;
    const known = this.#bodies.get(id);
    this.#bodies.delete(id);
    if ("edits" in change && known?.serial !== change.since) throw new AppError("call.outOfStep");
    const text = "edits" in change ? withEdits(known?.text ?? "", change.edits) : change.whole;
    if (text.length !== units) throw new AppError("call.outOfStep");
    this.#bodies.set(id, { serial, text });
    for (const oldest of this.#bodies.keys()) {
      if (this.#bodies.size <= capacity) break;
      this.#bodies.delete(oldest);
    }
    return text;
  }

  /** Drops the stored revision if it differs from `body`, the text that was sent whole. */
  compare({ id, serial }: BodyName, body: string): void {
    const known = this.#bodies.get(id);
    if (known?.serial === serial && known.text !== body) this.#bodies.delete(id);
  }
}
