import { z } from "zod";
import { blogPathSchema } from "./types/blog-types.ts";

/** Passes a port to the engine. The engine uses the port to send patches to the page of `path`. */
export const previewPortSchema = z.object({
  type: z.literal("hitofude:preview-page"),
  path: blogPathSchema,
});
export type PreviewPortMessage = z.infer<typeof previewPortSchema>;
