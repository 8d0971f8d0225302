import { z } from "zod";

/** Bytes on a wire; a schema of our own, since `z.instanceof` would ask for one particular buffer type. */
export const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
