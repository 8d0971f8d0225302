import { z } from "zod";
import { previewBlockSchema } from "./blog-types.ts";

/** A stored version of a post. */
export const versionSchema = z.object({
  /** Identifies the version in the calls `history.read` and `history.compare`. */
  id: z.string(),
  /** Time at which the version was saved, in milliseconds since the epoch. */
  time: z.number(),
  /** Time of the version's first publish to any target from this computer, or null. */
  publishedAt: z.number().nullable(),
  /** Whether this version of the post is online at the default target. */
  isLive: z.boolean(),
  /** Whether the post's file has the content of this version. */
  isCurrent: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;

/** The differences between two versions of a post. */
export const comparisonSchema = z.object({
  /** The article, in which the differences between the versions are marked. */
  blocks: z.array(previewBlockSchema),
  changes: z.number().int(),
  firstLine: z.number().int().nullable(),
  /** The front matter properties that differ. Values are texts: lists are joined, a missing value is "". */
  properties: z.array(
    z.object({
      name: z.enum(["title", "date", "status", "section", "category", "tags", "summary"]),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** URL of the preview page with the marked differences: `site://blog/<address>?preview=<path>`. */
  url: z.string(),
  lineCount: z.number().int(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
