import { z } from "zod";

const comparisonLineSchema = z.object({
  /** `gap`: equal lines are omitted here. */
  kind: z.enum(["same", "theirs", "mine", "gap"]),
  text: z.string(),
});
export type ComparisonLine = z.infer<typeof comparisonLineSchema>;

/** The differences between the file on the server and ours. */
export const serverComparisonSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), lines: z.array(comparisonLineSchema), isCut: z.boolean() }),
  /** One of them is binary, too large, or unreadable. */
  z.object({ kind: z.literal("noText") }),
]);
export type Comparison = z.infer<typeof serverComparisonSchema>;

/** Changed files of one kind, posts and pages first, and their total number; long lists are cut. */
const namedChangesSchema = z.object({
  count: z.number().int(),
  names: z.array(z.object({ path: z.string(), title: z.string().nullable() })),
});
export type NamedChanges = z.infer<typeof namedChangesSchema>;

export const stateChangesSchema = z.object({
  new: namedChangesSchema,
  changed: namedChangesSchema,
  removed: namedChangesSchema,
});
export type StateChanges = z.infer<typeof stateChangesSchema>;

/** One of the last publishes, whose contents are still on this computer. */
export const publishedStateSchema = z.object({
  /** Sequence number of publishes from this computer to this target. */
  number: z.number().int(),
  target: z.string(),
  /** When it was published, ISO 8601. */
  at: z.string(),
  /** Time of the earlier state that it restored. */
  backTo: z.string().nullable(),
  /** Whether it is live now, as far as this computer knows. */
  isLive: z.boolean(),
  /** Whether all its contents are stored, so that it can be published again. */
  isComplete: z.boolean(),
  files: z.number().int(),
  changes: stateChangesSchema,
});
export type PublishedState = z.infer<typeof publishedStateSchema>;
