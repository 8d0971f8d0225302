import { z } from "zod";
import type { TextEdit } from "../text/text-edits.ts";

const textEditSchema = z.object({
  offset: z.number().int().nonnegative(),
  length: z.number().int().nonnegative(),
  text: z.string(),
}) satisfies z.ZodType<TextEdit>;

/**
 * What the window tells of a body that is being written, instead of a megabyte at each key. `serial` stands for the body
 * as it is after this, `units` for its length. The engine rejects with `call.outOfStep` when it has not the body that the
 * edits count in; the window then tells the whole.
 */
const bodyUpdateSchema = z.object({
  /** Stands for the text, in one page of the interface. */
  id: z.string(),
  serial: z.number().int(),
  units: z.number().int().nonnegative(),
  change: z.union([
    z.object({ whole: z.string() }),
    z.object({ since: z.number().int(), edits: z.array(textEditSchema).readonly() }),
  ]),
});
export type BodyUpdate = z.infer<typeof bodyUpdateSchema>;

/** A body that a call is about: as it is, or as what changed in it. */
export const typedBodySchema = z.union([z.string(), bodyUpdateSchema]);
export type TypedBody = z.infer<typeof typedBodySchema>;

/** Names a body that the engine should have, for it to be compared with what is being saved. */
export const bodyNameSchema = z.object({ id: z.string(), serial: z.number().int() });
export type BodyName = z.infer<typeof bodyNameSchema>;
