import { type WireError, wireErrorSchema } from "../errors.ts";
import { isObject } from "../objects.ts";

/** The messages between two processes. A call that was cancelled still ends with a result or an error. */
export type Envelope =
  | { readonly type: "call"; readonly id: number; readonly name: string; readonly input: unknown }
  | { readonly type: "cancel"; readonly id: number }
  | { readonly type: "result"; readonly id: number; readonly output: unknown }
  | { readonly type: "error"; readonly id: number; readonly error: WireError }
  | { readonly type: "event"; readonly name: string; readonly payload: unknown };

/**
 * Parses a message from the other side. Returns undefined if the message is not an `Envelope`.
 * Checks the fields without a schema, because each key press causes several messages and a schema is slow.
 */
export function readEnvelope(message: unknown): Envelope | undefined {
  if (!isObject(message)) return undefined;
  const { type, id, name, input, output, error, payload } = message;
  if (type === "event") return typeof name === "string" ? { type, name, payload } : undefined;
  if (!isId(id)) return undefined;
  if (type === "call") return typeof name === "string" ? { type, id, name, input } : undefined;
  if (type === "cancel") return { type, id };
  if (type === "result") return { type, id, output };
  const parsed = type === "error" ? wireErrorSchema.safeParse(error) : undefined;
  return parsed?.success ? { type: "error", id, error: parsed.data } : undefined;
}

function isId(id: unknown): id is number {
  return typeof id === "number" && Number.isSafeInteger(id) && id >= 0;
}
