import { AppError } from "#contract/errors.ts";
import { withEdits } from "#contract/text/text-edits.ts";
import type { BodyName, TypedBody } from "#contract/types/typed-body.ts";

/** More posts than are written in turn; of another the window tells the whole body. */
const capacity = 8;

/**
 * The bodies that are being written, as the window told them: whole at first, then what changed. It forgets whatever it
 * is not sure of, for then the window tells the whole again.
 */
export class TypedBodies {
  /** The one told last comes last. */
  readonly #bodies = new Map<string, { readonly serial: number; readonly text: string }>();

  /** The body as it is now; throws `call.outOfStep` when it cannot be known from what was told. */
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

  /** Compares what is known of a body with the body itself, which was told whole; what differs is forgotten. */
  compare({ id, serial }: BodyName, body: string): void {
    const known = this.#bodies.get(id);
    if (known?.serial === serial && known.text !== body) this.#bodies.delete(id);
  }
}
