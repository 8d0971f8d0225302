import { z } from "zod";
import { blogPathSchema } from "./types/blog-types.ts";

/** A message that passes a port to the engine. Through it, the engine sends patches to the page of `path`. */
export const previewPortSchema = z.object({
  type: z.literal("hitofude:preview-page"),
  path: blogPathSchema,
});
export type PreviewPortMessage = z.infer<typeof previewPortSchema>;
