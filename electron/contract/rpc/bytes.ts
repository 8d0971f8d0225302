import { z } from "zod";

/** Bytes in a message. `z.instanceof(Uint8Array)` would accept only one type of buffer. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
