import { z } from "zod";
import type { TextEdit } from "../text/text-edits.ts";

const textEditSchema = z.object({
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  text: z.string(),
}) satisfies z.ZodType<TextEdit>;

/**
 * Contains only the edits of a body since the last call, so that a key press sends only a few bytes.
 * `serial` is the number of the revision after the edits. `units` is this revision's length in UTF-16 units.
 * If the engine lacks the revision `since`, the call rejects with `call.outOfStep`.
 * After `call.outOfStep`, the window repeats the call with the whole body.
 */
const bodyUpdateSchema = z.object({
  /** Identifies the document within one window. */
  id: z.string(),
  serial: z.number().int(),
  units: z.number().int().nonnegative(),
  change: z.union([
    z.object({ whole: z.string() }),
    z.object({ since: z.number().int(), edits: z.array(textEditSchema).readonly() }),
  ]),
});
export type BodyUpdate = z.infer<typeof bodyUpdateSchema>;

/** A body as an argument of a call: the whole text, or the edits since an earlier revision. */
export const typedBodySchema = z.union([z.string(), bodyUpdateSchema]);
export type TypedBody = z.infer<typeof typedBodySchema>;

/** Identifies a revision of a body. The engine compares the revision with the text to be saved. */
export const bodyNameSchema = z.object({ id: z.string(), serial: z.number().int() });
export type BodyName = z.infer<typeof bodyNameSchema>;
