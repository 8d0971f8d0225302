import { z } from "zod";
import type { TextEdit } from "../text/text-edits.ts";

const textEditSchema = z.object({
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  text: z.string(),
}) satisfies z.ZodType<TextEdit>;

/**
 * The edits of a body since the last call, so that a key press in a megabyte of text sends a few bytes.
 * `serial` is the revision after the edits, `units` its length in UTF-16 units. The engine rejects with
 * `call.outOfStep` when it does not have the revision that the edits start from; the window then sends the
 * whole body.
 */
const bodyUpdateSchema = z.object({
  /** Identifies the text within one window. */
  id: z.string(),
  serial: z.number().int(),
  units: z.number().int().nonnegative(),
  change: z.union([
    z.object({ whole: z.string() }),
    z.object({ since: z.number().int(), edits: z.array(textEditSchema).readonly() }),
  ]),
});
export type BodyUpdate = z.infer<typeof bodyUpdateSchema>;

/** A body as an argument of a call: whole, or as edits of the revision sent before. */
export const typedBodySchema = z.union([z.string(), bodyUpdateSchema]);
export type TypedBody = z.infer<typeof typedBodySchema>;

/** A revision that the engine should have, to be compared with the text that is saved. */
export const bodyNameSchema = z.object({ id: z.string(), serial: z.number().int() });
export type BodyName = z.infer<typeof bodyNameSchema>;
