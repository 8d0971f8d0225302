import { z } from "zod";
import { blogPathSchema } from "./types/blog-types.ts";

/**
 * The message by which the window sends the engine one end of a channel. The other end belongs to the preview
 * page of this post: the engine sends it an `ArticlePatch` at each change.
 */
export const previewPortSchema = z.object({
  type: z.literal("hitofude:preview-page"),
  path: blogPathSchema,
});
export type PreviewPortMessage = z.infer<typeof previewPortSchema>;
