import { z } from "zod";
import { previewBlockSchema } from "./blog-types.ts";

/** One kept version of a post. */
export const versionSchema = z.object({
  /** Names it in other calls. */
  id: z.string(),
  /** When it was saved, in milliseconds since the epoch. */
  time: z.number(),
  /** When it first was on the web, to any target; null when it never was, as far as this computer knows. */
  publishedAt: z.number().nullable(),
  /** It is what readers of the default target get now. */
  isLive: z.boolean(),
  /** It is what the file holds now. */
  isCurrent: z.boolean(),
});
export type Version = z.infer<typeof versionSchema>;

/** What one text has that another has not. */
export const comparisonSchema = z.object({
  /** The article with marks where the two differ. */
  blocks: z.array(previewBlockSchema),
  /** Blocks that differ. */
  changes: z.number().int(),
  firstLine: z.number().int().nullable(),
  /** Front matter that differs; lists are joined, "" stands for none. */
  properties: z.array(
    z.object({
      name: z.enum(["title", "date", "status", "section", "category", "tags", "summary"]),
      before: z.string(),
      after: z.string(),
    }),
  ),
  /** Page to show the article in: `site://blog/<address>?preview=<path>`. */
  url: z.string(),
  lineCount: z.number().int(),
});
export type Comparison = z.infer<typeof comparisonSchema>;
