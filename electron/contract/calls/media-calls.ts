import { z } from "zod";
import { blogPathSchema } from "../types/blog-types.ts";
import { bytesSchema } from "../rpc/bytes.ts";
import { mediaImageSchema, movedMediaSchema, trashedAtSchema } from "../types/media-types.ts";

const none = z.object({});

/** Calls about the files under `media/`. */
export const mediaCalls = {
  /** Stores pasted or dropped bytes under `media/` and returns the Markdown to insert. */
  "media.add": {
    input: z.object({ post: blogPathSchema, name: z.string(), bytes: bytesSchema }),
    output: z.object({
      path: blogPathSchema,
      markdown: z.string(),
      width: z.number().nullable(),
      height: z.number().nullable(),
    }),
  },

  /** Returns all images of `media/`, by path, with the saved files that use them. */
  "media.list": { input: none, output: z.array(mediaImageSchema) },
  /** Also updates references in posts, pages and `blog.yaml`; `skipped` are files to be checked by hand. */
  "media.rename": {
    input: z.object({ path: blogPathSchema, to: blogPathSchema }),
    output: movedMediaSchema,
  },
  /** Replaces an image; its extension follows the new format. */
  "media.replace": {
    input: z.object({ path: blogPathSchema, name: z.string(), bytes: bytesSchema }),
    output: movedMediaSchema.extend({ trashedAt: trashedAtSchema }),
  },
  /** Reverts a replacement of the image `from`, which is now at `path`. */
  "media.undoReplace": {
    input: z.object({ path: blogPathSchema, from: blogPathSchema, trashedAt: trashedAtSchema }),
    output: movedMediaSchema,
  },
  /** Only for unused images; else rejects with `image.inUse`. */
  "media.trash": {
    input: z.object({ path: blogPathSchema }),
    output: z.object({ trashedAt: trashedAtSchema }),
  },
  "media.untrash": { input: z.object({ path: blogPathSchema, trashedAt: trashedAtSchema }), output: none },
} as const;
