import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

const pendingPostSchema = z.object({
  path: blogPathSchema,
  change: z.enum(["new", "changed", "removed"]),
});

/** The changes that a publish to a target would make, as far as this computer knows without connecting. */
export const pendingChangesSchema = z.object({
  target: z.string(),
  /**
   * Number of new, changed or removed posts, pages and shared drafts.
   * 1 if only settings, theme or media have changed.
   */
  count: z.number().int(),
  posts: z.array(pendingPostSchema),
  /** Drafts at secret addresses. */
  shared: z.array(pendingPostSchema),
  /** Whether this computer has never published to the target. */
  first: z.boolean(),
});
export type PendingChanges = z.infer<typeof pendingChangesSchema>;
