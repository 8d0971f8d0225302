import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/**
 * A use of an image: in the text or front matter of a post or page, as its cover, or in another file of the
 * blog.
 */
const mediaUseSchema = z.object({
  path: blogPathSchema,
  as: z.enum(["text", "cover", "file"]),
});
export type MediaUse = z.infer<typeof mediaUseSchema>;

export const mediaImageSchema = z.object({
  /** Blog path: `media/2024/photo.jpg`. */
  path: blogPathSchema,
  /** In bytes. */
  size: z.number(),
  /** Pixels as displayed, or null when the image does not specify them. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** URL of a preview image, on the preview's origin: the smallest copy, or the image itself. */
  thumbnail: z.string(),
  uses: z.array(mediaUseSchema),
});
export type MediaImage = z.infer<typeof mediaImageSchema>;

export const movedMediaSchema = z.object({
  /** The image's path now. */
  path: blogPathSchema,
  /** Number of posts and pages with updated links. */
  posts: z.number().int(),
  /** Whether `blog.yaml` was changed. */
  settings: z.boolean(),
  /** Files that still contain the old path, to be checked by hand. */
  skipped: z.array(blogPathSchema),
});
export type MovedMedia = z.infer<typeof movedMediaSchema>;

/** Identifies a file in the blog's trash, together with its path. */
export const trashedAtSchema = z.string().regex(/^\d{15}$/);
