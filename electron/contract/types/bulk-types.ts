import { z } from "zod";
import { wireErrorSchema } from "../errors.ts";
import { blogPathSchema } from "./blog-types.ts";

/**
 * A change of several posts in one step. Null removes a property. Absent properties stay as they are.
 */
export const bulkChangeSchema = z
  .object({
    addTags: z.array(z.string()),
    removeTags: z.array(z.string()),
    category: z.string().nullable(),
    section: z.string(),
    /** Whether posts get new addresses by the pattern of their section. Their old addresses then redirect. */
    readdress: z.literal(true),
    status: z.enum(["draft", "ready"]),
    /** Number of minutes by which dates are moved. */
    shift: z.number().int(),
    pinned: z.literal(true).nullable(),
    unlisted: z.literal(true).nullable(),
    noindex: z.literal(true).nullable(),
  })
  .partial();
export type BulkChange = z.infer<typeof bulkChangeSchema>;

/** Progress of a change of several posts. All posts are read before any post is written. */
export const bulkProgressSchema = z.object({
  stage: z.enum(["read", "write"]),
  done: z.number().int(),
  total: z.number().int(),
});
export type BulkProgress = z.infer<typeof bulkProgressSchema>;

export const bulkOutcomeSchema = z.object({
  /** The posts whose files were changed, moved into the trash, or restored. */
  changed: z.array(blogPathSchema),
  /** Number of posts that needed no change. */
  unchanged: z.number().int(),
  /** The posts that could not be changed. */
  skipped: z.array(z.object({ path: blogPathSchema, reason: wireErrorSchema })),
});
export type BulkOutcome = z.infer<typeof bulkOutcomeSchema>;
