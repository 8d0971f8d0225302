import { AppError } from "#contract/errors.ts";
import { withEdits } from "#contract/text/text-edits.ts";
import type { BodyName, TypedBody } from "#contract/types/typed-body.ts";

/** Number of cached bodies, enough for all posts between which an author usually switches. */
const capacity = 8;

/**
 * Caches the latest revision of each edited body. The window sends the edits that lead to the next revision.
 * Drops a body that may be wrong, so that the window sends the whole body again.
 */
export class TypedBodies {
  /** Maps ids to bodies. The body that was used last is at the end. */
  readonly #bodies = new Map<string, { readonly serial: number; readonly text: string }>();

  /**
   * Returns the whole body. The window sends either the whole body, or edits of an earlier revision.
   * Throws `call.outOfStep` if the revision to which the edits belong is missing.
   */
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

  /** Drops the cached revision if its text differs from `body`, the complete text in the window. */
  compare({ id, serial }: BodyName, body: string): void {
    const known = this.#bodies.get(id);
    if (known?.serial === serial && known.text !== body) this.#bodies.delete(id);
  }
}
