import { z } from "zod";
import { blogPathSchema } from "./types/blog-types.ts";

/**
 * What the window posts on its port to the engine together with the end of a channel, whose other end the preview's page
 * of this post has: the engine sends an `ArticlePatch` there at each change.
 */
export const previewPortSchema = z.object({
  type: z.literal("hitofude:preview-page"),
  path: blogPathSchema,
});
export type PreviewPortMessage = z.infer<typeof previewPortSchema>;
