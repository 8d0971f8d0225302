import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** A file that uses an image: as the cover or in the text of a post or page, or in another file. */
const mediaUseSchema = z.object({
  path: blogPathSchema,
  as: z.enum(["text", "cover", "file"]),
});
export type MediaUse = z.infer<typeof mediaUseSchema>;

/** A picture of the blog, as an author chooses it. */
export const pictureSchema = z.object({
  /** Blog path: `media/2024/photo.jpg`. */
  path: blogPathSchema,
  /** URL of the smallest copy of the picture, or of the picture itself, on the origin of the preview pages. */
  thumbnail: z.string(),
});
export type Picture = z.infer<typeof pictureSchema>;

export const mediaImageSchema = pictureSchema.extend({
  /** File size in bytes. */
  size: z.number(),
  /** Width in pixels as displayed, or null if the image does not specify its size. */
  width: z.number().nullable(),
  height: z.number().nullable(),
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
