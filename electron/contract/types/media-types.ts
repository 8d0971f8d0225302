import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** Where an image is used: in the text or front matter of a post or page, as its cover, or in another file of the blog. */
const mediaUseSchema = z.object({
  path: blogPathSchema,
  as: z.enum(["text", "cover", "file"]),
});
export type MediaUse = z.infer<typeof mediaUseSchema>;

export const mediaImageSchema = z.object({
  /** Inside the blog: `media/2024/photo.jpg`. */
  path: blogPathSchema,
  /** In bytes. */
  size: z.number(),
  /** Pixels as shown, or null when the image does not say. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** Address of a picture that stands for it, on the preview's origin: its smallest copy, or itself. */
  thumbnail: z.string(),
  uses: z.array(mediaUseSchema),
});
export type MediaImage = z.infer<typeof mediaImageSchema>;

export const movedMediaSchema = z.object({
  /** Where the image is now. */
  path: blogPathSchema,
  /** How many posts and pages had a link that was changed. */
  posts: z.number().int(),
  /** Whether `blog.yaml` was changed. */
  settings: z.boolean(),
  /** Files that still name the old path: somebody has to look at them. */
  skipped: z.array(blogPathSchema),
});
export type MovedMedia = z.infer<typeof movedMediaSchema>;

/** Says which of the files in the blog's trash is meant, besides its path. */
export const trashedAtSchema = z.string().regex(/^\d{15}$/);
