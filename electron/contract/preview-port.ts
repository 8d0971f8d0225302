import { z } from "zod";
import { blogPathSchema } from "./types/blog-types.ts";

/** The window's message with a port to the preview page of the post `path`, for `ArticlePatch` messages. */
export const previewPortSchema = z.object({
  type: z.literal("hitofude:preview-page"),
  path: blogPathSchema,
});
export type PreviewPortMessage = z.infer<typeof previewPortSchema>;
