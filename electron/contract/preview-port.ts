import { z } from "zod";
import { blogPathSchema } from "./types/blog-types.ts";

/** A message with a port, through which the engine sends patches to the preview page of the post `path`. */
export const previewPortSchema = z.object({
  type: z.literal("hitofude:preview-page"),
  path: blogPathSchema,
});
export type PreviewPortMessage = z.infer<typeof previewPortSchema>;
