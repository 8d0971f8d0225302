import { z } from "zod";
import { wireErrorSchema } from "./errors.ts";

const id = z.number().int().nonnegative();

/** The messages on a wire. `cancel` asks; the answer still comes, as a result or as `call.cancelled`. */
const envelopeSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("call"), id, name: z.string(), input: z.unknown() }),
  z.object({ type: z.literal("cancel"), id }),
  z.object({ type: z.literal("result"), id, output: z.unknown() }),
  z.object({ type: z.literal("error"), id, error: wireErrorSchema }),
  z.object({ type: z.literal("event"), name: z.string(), payload: z.unknown() }),
]);
export type Envelope = z.infer<typeof envelopeSchema>;

/** Reads a message from the other side; anything that is not an envelope is ignored by returning undefined. */
export function readEnvelope(message: unknown): Envelope | undefined {
  const parsed = envelopeSchema.safeParse(message);
  return parsed.success ? parsed.data : undefined;
}
