import { z } from "zod";

const comparisonLineSchema = z.object({
  /** `gap`: lines that both have are left out here. */
  kind: z.enum(["same", "theirs", "mine", "gap"]),
  text: z.string(),
});
export type ComparisonLine = z.infer<typeof comparisonLineSchema>;

/** Where the file on the server and ours differ. */
export const serverComparisonSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), lines: z.array(comparisonLineSchema), isCut: z.boolean() }),
  /** One of them is no text, too large, or cannot be read. */
  z.object({ kind: z.literal("noText") }),
]);
export type Comparison = z.infer<typeof serverComparisonSchema>;

/** Some files of one kind, posts and pages first, and how many there were; long lists are cut. */
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
  /** Counts the publishes from this computer to this target. */
  number: z.number().int(),
  target: z.string(),
  /** When it was published, ISO 8601. */
  at: z.string(),
  /** It went back to what had been published at that time. */
  backTo: z.string().nullable(),
  /** As far as this computer knows, this is what is live now. */
  isLive: z.boolean(),
  /** Everything of it is there, so that it can be published again. */
  isComplete: z.boolean(),
  files: z.number().int(),
  changes: stateChangesSchema,
});
export type PublishedState = z.infer<typeof publishedStateSchema>;
