import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** A line of a text with a match; it may be cut at both ends. */
const excerptSchema = z.object({
  /** 0-based line of the body; -1 for the title. */
  line: z.number().int(),
  before: z.string(),
  match: z.string(),
  after: z.string(),
});
export type Excerpt = z.infer<typeof excerptSchema>;

export const searchHitSchema = z.object({ path: blogPathSchema, excerpts: z.array(excerptSchema) });
export type SearchHit = z.infer<typeof searchHitSchema>;

/** Text to replace everywhere, as one phrase. */
export const replacementSchema = z.object({
  search: z.string(),
  replacement: z.string(),
  /** False: ignores width and case (NFKC). */
  exact: z.boolean(),
});
export type Replacement = z.infer<typeof replacementSchema>;

/** A match that a replacement would change. */
export const replacePlaceSchema = z.object({
  path: blogPathSchema,
  /** Hash of the file in which it was found. */
  hash: z.string(),
  part: z.enum(["title", "body"]),
  /** In UTF-16 units of the part. */
  offset: z.number().int(),
  excerpt: excerptSchema,
});
export type ReplacePlace = z.infer<typeof replacePlaceSchema>;

export const replaceOutcomeSchema = z.object({
  /** Number of changed or reverted matches. */
  places: z.number().int(),
  posts: z.number().int(),
  /** Posts skipped because their text has changed meanwhile. */
  skipped: z.array(blogPathSchema),
});
export type ReplaceOutcome = z.infer<typeof replaceOutcomeSchema>;
