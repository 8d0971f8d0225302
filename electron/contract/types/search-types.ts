import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

/** The line of a text in which a match is. A long line is cut at one or both ends. */
const excerptSchema = z.object({
  /** Number of the line in the body, starting with 0. The title has the number -1. */
  line: z.number().int(),
  before: z.string(),
  match: z.string(),
  after: z.string(),
});
export type Excerpt = z.infer<typeof excerptSchema>;

export const searchHitSchema = z.object({ path: blogPathSchema, excerpts: z.array(excerptSchema) });
export type SearchHit = z.infer<typeof searchHitSchema>;

/** The phrase to search for, and its replacement. */
export const replacementSchema = z.object({
  search: z.string(),
  replacement: z.string(),
  /** Whether the search distinguishes width and case. If false, `Ａ`, `A` and `a` are equal (NFKC). */
  exact: z.boolean(),
});
export type Replacement = z.infer<typeof replacementSchema>;

/** A match that the replacement would change in a post. */
export const replaceMatchSchema = z.object({
  path: blogPathSchema,
  /** Hash of the file when the match was found. */
  hash: z.string(),
  part: z.enum(["title", "body"]),
  /** Offset in the title or the body, in UTF-16 units. */
  offset: z.number().int(),
  excerpt: excerptSchema,
});
export type ReplaceMatch = z.infer<typeof replaceMatchSchema>;

export const replaceOutcomeSchema = z.object({
  /** Number of matches that were replaced. After an undo, the number of restored matches. */
  places: z.number().int(),
  posts: z.number().int(),
  /** Posts that were skipped because their text changed after the search. */
  skipped: z.array(blogPathSchema),
  /** Posts that were skipped because their files could not be read. */
  unread: z.array(blogPathSchema),
});
export type ReplaceOutcome = z.infer<typeof replaceOutcomeSchema>;
