import { z } from "zod";
import { previewBlockSchema } from "./blog-types.ts";

/** One kept version of a post. */
export const versionSchema = z.object({
  /** Identifies the version in the calls `history.read` and `history.compare`. */
  id: z.string(),
  /** When the version was saved, in milliseconds since the epoch. */
  time: z.number(),
  /**
   * When the version was first published to any target; null if it never was, as far as this computer knows.
   */
  publishedAt: z.number().nullable(),
  /** Whether the default target now shows the post in this version. */
  isLive: z.boolean(),
  /** Whether the post's file now has the content of this version. */
  isCurrent: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;

/** The differences between two versions of a post. */
export const comparisonSchema = z.object({
  /** The article, with the differences between the versions marked. */
  blocks: z.array(previewBlockSchema),
  /** Number of blocks that differ. */
  changes: z.number().int(),
  firstLine: z.number().int().nullable(),
  /**
   * Properties of the front matter that differ. The items of a list are joined to one text. A text is "" if
   * the property is missing.
   */
  properties: z.array(
    z.object({
      name: z.enum(["title", "date", "status", "section", "category", "tags", "summary"]),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /**
   * URL of the preview page that shows the article with its differences:
   * `site://blog/<address>?preview=<path>`.
   */
  url: z.string(),
  lineCount: z.number().int(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
