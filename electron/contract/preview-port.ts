import { z } from "zod";
import { blogPathSchema } from "./types/blog-types.ts";

/**
 * Message with which the window sends the engine one end of a channel. The other end belongs to the preview
 * page of the post `path`. The engine sends an `ArticlePatch` through the channel at each change.
 */
export const previewPortSchema = z.object({
  type: z.literal("hitofude:preview-page"),
  path: blogPathSchema,
});
export type PreviewPortMessage = z.infer<typeof previewPortSchema>;
