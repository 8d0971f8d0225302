import { z } from "zod";
import { previewBlockSchema } from "./blog-types.ts";

/** One kept version of a post. */
export const versionSchema = z.object({
  /** Identifies it in other calls. */
  id: z.string(),
  /** When it was saved, in milliseconds since the epoch. */
  time: z.number(),
  /** When it was first published to any target; null if never, as far as this computer knows. */
  publishedAt: z.number().nullable(),
  /** Whether it is live on the default target. */
  isLive: z.boolean(),
  /** Whether the file currently has this content. */
  isCurrent: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;

/** The difference between two texts. */
export const comparisonSchema = z.object({
  /** The article with the differences marked. */
  blocks: z.array(previewBlockSchema),
  /** Number of differing blocks. */
  changes: z.number().int(),
  firstLine: z.number().int().nullable(),
  /** Differing front matter; lists are joined, "" means absent. */
  properties: z.array(
    z.object({
      name: z.enum(["title", "date", "status", "section", "category", "tags", "summary"]),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** URL of the page that shows the article: `site://blog/<address>?preview=<path>`. */
  url: z.string(),
  lineCount: z.number().int(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
