import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** A file that uses an image: a post, a page or another file. */
const mediaUseSchema = z.object({
  path: blogPathSchema,
  as: z.enum(["text", "cover", "file"]),
});
export type MediaUse = z.infer<typeof mediaUseSchema>;

/** A picture of the blog that the author can choose. */
export const pictureSchema = z.object({
  /** Blog path: `media/2024/photo.jpg`. */
  path: blogPathSchema,
  /** Preview URL of the picture's smallest copy, or of the picture itself if there are no copies. */
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

/** The image to which a link, a property or a setting refers. */
export const foundImageSchema = z.object({
  path: blogPathSchema,
  /** URL of the image on the origin of the preview pages. */
  url: z.string(),
  /** URL of the image's smallest copy, or of the image itself if there are no copies. */
  thumbnail: z.string(),
  /** Width in pixels as displayed, or null if the image does not specify its size. */
  width: z.number().nullable(),
  height: z.number().nullable(),
});
export type FoundImage = z.infer<typeof foundImageSchema>;

/** A distance as a fraction of the width or height of a picture. */
const fraction = z.number().min(0).max(1);

/** A change of a picture: a rotation, and then a crop of the rotated picture. */
export const imageEditSchema = z.object({
  /** The rotation of the displayed picture in degrees, clockwise. */
  rotation: z.literal([0, 90, 180, 270]),
  /** The kept area of the rotated picture. */
  area: z.object({ left: fraction, top: fraction, right: fraction, bottom: fraction }),
});
export type ImageEdit = z.infer<typeof imageEditSchema>;

export const movedMediaSchema = z.object({
  path: blogPathSchema,
  /** Number of posts and pages whose links were updated. */
  posts: z.number().int(),
  settings: z.boolean(),
  /** Files that still contain the old path. The author has to check them. */
  skipped: z.array(blogPathSchema),
});
export type MovedMedia = z.infer<typeof movedMediaSchema>;

/**
 * Time at which a file was moved to the blog's trash.
 * The time and the file's path together identify the file in the trash.
 */
export const trashedAtSchema = z.string().regex(/^\d{15}$/);
