import { z } from "zod";

/** Bytes on a wire; a custom schema, since `z.instanceof` would require one particular buffer type. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
