import { z } from "zod";

const comparisonLineSchema = z.object({
  /** `same`: a line in both files. `theirs`, `mine`: a line in only one file. `gap`: omitted equal lines. */
  kind: z.enum(["same", "theirs", "mine", "gap"]),
  text: z.string(),
});
export type ComparisonLine = z.infer<typeof comparisonLineSchema>;

/** The differences between a file on the server and the site's file at the same path. */
export const serverComparisonSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("text"), lines: z.array(comparisonLineSchema), isCut: z.boolean() }),
  /** The files cannot be compared as texts: one of them is binary, too large, or unreadable. */
  z.object({ kind: z.literal("noText") }),
]);
export type Comparison = z.infer<typeof serverComparisonSchema>;

/** Files with one kind of change: their number, and some of their names. Posts and pages come first. */
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

/** A publish whose files are still stored on this computer, so that it can be restored. */
export const publishedStateSchema = z.object({
  /** Number of the publish. Each target has its own numbers on this computer. */
  number: z.number().int(),
  target: z.string(),
  /** Time of the publish, ISO 8601. */
  at: z.string(),
  /** If this publish restored an earlier publish, the time of that publish, otherwise null. */
  backTo: z.string().nullable(),
  /** Whether the site of this publish is online now, as far as this computer knows. */
  isLive: z.boolean(),
  /** Whether the publish has the same files as the online site, so that a restore would change nothing. */
  isSame: z.boolean().optional(),
  /** Whether all files of the publish are stored, so that it can be published again. */
  isComplete: z.boolean(),
  files: z.number().int(),
  /** The files that the publish added, changed and removed. */
  changes: stateChangesSchema,
  /** The posts and pages that the publish added, changed and removed, by blog path. Missing if unknown. */
  posts: stateChangesSchema.optional(),
});
export type PublishedState = z.infer<typeof publishedStateSchema>;

/** The result of comparing every published file with the server. */
export const liveComparisonSchema = z.object({
  /** Time of the publish that was compared with the server, ISO 8601. */
  at: z.string(),
  /** Number of published files that were compared. `read` is the number of files whose contents were read. */
  checked: z.number().int(),
  read: z.number().int(),
  /**
   * `missing`: the server has no such file. `changed`: size or time differ.
   * `content`: the content differs, although size and time are the same.
   * `unreadable`: the server refuses to list or to read the file, so the state of the file is unknown.
   */
  differences: z.array(
    z.object({
      path: z.string(),
      size: z.number(),
      kind: z.enum(["missing", "changed", "content", "unreadable"]),
    }),
  ),
  /** Number of foreign files in the site's folders. Hitofude does not change foreign files. */
  others: z.number().int(),
  /** Whether a publish was interrupted. The next publish completes the interrupted publish. */
  isUnfinished: z.boolean(),
});
export type LiveComparison = z.infer<typeof liveComparisonSchema>;
