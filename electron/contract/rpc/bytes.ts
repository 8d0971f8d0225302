import { z } from "zod";

/** Bytes in a message, in any type of buffer. The type of `z.instanceof(Uint8Array)` would allow only one. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
