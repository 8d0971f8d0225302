import { z } from "zod";
import { blogPathSchema } from "../types/blog-types.ts";
import { bytesSchema } from "../rpc/bytes.ts";
import {
  foundImageSchema,
  imageEditSchema,
  mediaImageSchema,
  movedMediaSchema,
  pictureSchema,
  trashedAtSchema,
} from "../types/media-types.ts";

const none = z.object({});

export const mediaCalls = {
  /**
   * Stores pasted or dropped bytes under `media/` and returns the Markdown to insert.
   * If `post` is null, the file is for a setting of the blog, and its file name is derived from `name`.
   */
  "media.add": {
    input: z.object({
      post: blogPathSchema.nullable(),
      name: z.string(),
      bytes: bytesSchema,
      /** Whether videos and sounds are accepted in addition to images. */
      isPlayed: z.boolean(),
    }),
    output: z.object({
      path: blogPathSchema,
      markdown: z.string(),
      width: z.number().nullable(),
      height: z.number().nullable(),
    }),
  },

  /**
   * Returns the pictures that the author can choose, newest first. With `path`, returns only this picture.
   */
  "media.pictures": {
    input: z.object({ path: z.string().optional() }),
    output: z.array(pictureSchema),
  },
  /** Returns the Markdown that shows each of the files in a post. */
  "media.markdown": {
    input: z.object({ post: blogPathSchema, paths: z.array(blogPathSchema) }),
    output: z.array(z.string()),
  },

  /**
   * Fetches title, description and picture of a page on another site, and returns the Markdown of a card.
   * Stores the page's picture for use in the post. Rejects with `card.*` or `file.*`.
   */
  "card.make": {
    input: z.object({ post: blogPathSchema, address: z.url({ protocol: /^https?$/ }) }),
    output: z.object({ markdown: z.string() }),
  },

  /** Returns all images under `media/`, newest first, each with the saved files that use it. */
  "media.list": { input: none, output: z.array(mediaImageSchema) },
  /**
   * Renames an image, and updates all references to it in posts, pages and `blog.yaml`.
   * In the result, `skipped` lists files that the author has to check, because they may contain the old path.
   */
  "media.rename": {
    input: z.object({ path: blogPathSchema, to: blogPathSchema }),
    output: movedMediaSchema,
  },
  /** Replaces an image with another image. If the formats differ, the image's path gets a new extension. */
  "media.replace": {
    input: z.object({ path: blogPathSchema, name: z.string(), bytes: bytesSchema }),
    output: movedMediaSchema.extend({ trashedAt: trashedAtSchema }),
  },
  /**
   * Finds the image to which a link in a post points. Returns null if the blog has no such image.
   * If `post` is null, `link` is an image's path in a setting.
   */
  "media.find": {
    input: z.object({ post: blogPathSchema.nullable(), link: z.string() }),
    output: foundImageSchema.nullable(),
  },
  /** Rotates and crops a JPEG, PNG or WebP file. Rejects with `image.notEditable` for other formats. */
  "media.edit": {
    input: z.object({ path: blogPathSchema, edit: imageEditSchema }),
    output: movedMediaSchema.extend({ trashedAt: trashedAtSchema }),
  },
  /**
   * Undoes a `media.replace` or a `media.edit`.
   * `from` is the image's path before the replacement or edit. `path` is its present path.
   */
  "media.undoReplace": {
    input: z.object({ path: blogPathSchema, from: blogPathSchema, trashedAt: trashedAtSchema }),
    output: movedMediaSchema,
  },
  /** Moves an image to the trash. Rejects with `image.inUse` if a file uses it. */
  "media.trash": {
    input: z.object({ path: blogPathSchema }),
    output: z.object({ trashedAt: trashedAtSchema }),
  },
  "media.untrash": { input: z.object({ path: blogPathSchema, trashedAt: trashedAtSchema }), output: none },
} as const;
