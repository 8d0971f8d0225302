import { z } from "zod";
import { blogPathSchema, postSummarySchema } from "../types/blog-types.ts";
import { bulkChangeSchema, bulkOutcomeSchema } from "../types/bulk-types.ts";
import { searchHitSchema } from "../types/search-types.ts";
import { termChangeSchema, termsSchema } from "../types/term-types.ts";

const none = z.object({});

/** Calls about the list of posts. */
export const postListCalls = {
  "posts.list": { input: none, output: z.array(postSummarySchema) },
  /** Returns the modification time of each post's file, in milliseconds since the epoch. */
  "posts.times": { input: none, output: z.record(blogPathSchema, z.number()) },
  /**
   * Searches titles, tags and text for `query`. Returns the paths of the found posts, the best match first.
   */
  "posts.find": { input: z.object({ query: z.string() }), output: z.array(blogPathSchema) },
  /**
   * Searches like `posts.find`, but returns at most `limit` posts. `total` is the number of all found posts.
   */
  "posts.search": {
    input: z.object({ query: z.string(), limit: z.number().int() }),
    output: z.object({ total: z.number().int(), hits: z.array(searchHitSchema) }),
  },
  /** Returns the posts, pages, images and themes in the trash. The last deleted comes first. */
  "trash.list": {
    input: none,
    output: z.array(
      z.object({
        /** Path from which the file was deleted. For a theme, the path of its folder. */
        path: blogPathSchema,
        /** Time of the deletion as text: milliseconds since the epoch, with leading zeros. */
        trashedAt: z.string(),
        kind: z.enum(["post", "page", "media", "theme"]),
        /**
         * For a post, its title, or its first words if it has no title. For a theme, the title of the theme.
         * For an image, video or sound, the name of the file.
         */
        title: z.string(),
        /** Whether the file is an earlier version of an image that is still in the blog. */
        isEarlier: z.boolean().optional(),
      }),
    ),
  },
  /** Changes the front matter of several posts. The rest of their files stays the same, byte for byte. */
  "bulk.change": {
    input: z.object({ paths: z.array(blogPathSchema), change: bulkChangeSchema }),
    output: bulkOutcomeSchema,
  },
  /** Moves several posts into the trash. */
  "bulk.trash": { input: z.object({ paths: z.array(blogPathSchema) }), output: bulkOutcomeSchema },
  /** Returns the blog's tags, categories and series, with the number of posts for each. */
  "terms.list": { input: none, output: termsSchema },
  /** Renames, merges or deletes tags, categories or series in all posts. Leaves all other bytes unchanged. */
  "terms.change": {
    input: termChangeSchema.extend({
      /** Posts that the call leaves unchanged, for example because they have unsaved text. */
      except: z.array(blogPathSchema),
    }),
    output: bulkOutcomeSchema,
  },
  /** Deletes the redirects from a renamed post list. `from` is the list's former folder. */
  "terms.removeRedirect": { input: z.object({ from: z.string() }), output: none },
  /**
   * Undoes the last `bulk.change`, `bulk.trash` or `terms.change`. Skips posts that were edited since then.
   */
  "bulk.undo": { input: none, output: bulkOutcomeSchema },
};
