import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** A file that uses an image: as the cover or in the text of a post or page, or in another file. */
const mediaUseSchema = z.object({
  path: blogPathSchema,
  as: z.enum(["text", "cover", "file"]),
});
export type MediaUse = z.infer<typeof mediaUseSchema>;

export const mediaImageSchema = z.object({
  /** Blog path: `media/2024/photo.jpg`. */
  path: blogPathSchema,
  /** File size in bytes. */
  size: z.number(),
  /** Width in pixels as displayed, or null if the image does not specify its size. */
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** URL of the smallest copy of the image, or of the image itself, on the origin of the preview pages. */
  thumbnail: z.string(),
  uses: z.array(mediaUseSchema),
});
export type MediaImage = z.infer<typeof mediaImageSchema>;

export const movedMediaSchema = z.object({
  path: blogPathSchema,
  /** Number of posts and pages whose links were updated. */
  posts: z.number().int(),
  settings: z.boolean(),
  /** Files that still contain the old path, which the author has to check. */
  skipped: z.array(blogPathSchema),
});
export type MovedMedia = z.infer<typeof movedMediaSchema>;

/**
 * Time at which a file was moved to the blog's trash.
 * This time and the file's path together identify the file in the trash.
 */
export const trashedAtSchema = z.string().regex(/^\d{15}$/);
