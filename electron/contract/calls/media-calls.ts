import { z } from "zod";
import { blogPathSchema } from "../types/blog-types.ts";
import { bytesSchema } from "../rpc/bytes.ts";
import { mediaImageSchema, movedMediaSchema, trashedAtSchema } from "../types/media-types.ts";

const none = z.object({});

/** Calls about the files under `media/`. */
export const mediaCalls = {
  /** Stores pasted or dropped bytes under `media/` and returns what to write into the text. */
  "media.add": {
    input: z.object({ post: blogPathSchema, name: z.string(), bytes: bytesSchema }),
    output: z.object({
      path: blogPathSchema,
      markdown: z.string(),
      width: z.number().nullable(),
      height: z.number().nullable(),
    }),
  },

  /** All images of `media/`, by path, and what uses them as far as it is in files. */
  "media.list": { input: none, output: z.array(mediaImageSchema) },
  /** What names the image in posts, pages and `blog.yaml` follows; `skipped` are files that somebody must look at. */
  "media.rename": {
    input: z.object({ path: blogPathSchema, to: blogPathSchema }),
    output: movedMediaSchema,
  },
  /** Another picture in the image's place; one of another kind gets another ending. */
  "media.replace": {
    input: z.object({ path: blogPathSchema, name: z.string(), bytes: bytesSchema }),
    output: movedMediaSchema.extend({ trashedAt: trashedAtSchema }),
  },
  /** Takes back a replacement of the image `from`, which is at `path` now. */
  "media.undoReplace": {
    input: z.object({ path: blogPathSchema, from: blogPathSchema, trashedAt: trashedAtSchema }),
    output: movedMediaSchema,
  },
  /** Only for an image that nothing uses: `image.inUse`. */
  "media.trash": {
    input: z.object({ path: blogPathSchema }),
    output: z.object({ trashedAt: trashedAtSchema }),
  },
  "media.untrash": { input: z.object({ path: blogPathSchema, trashedAt: trashedAtSchema }), output: none },
} as const;
