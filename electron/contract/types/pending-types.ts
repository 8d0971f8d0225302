import { z } from "zod";
import { blogPathSchema } from "./blog-types.ts";

const pendingPostSchema = z.object({
  path: blogPathSchema,
  change: z.enum(["new", "changed", "removed"]),
});

/** The changes that a publish to a target would make, determined without a connection to the server. */
export const pendingChangesSchema = z.object({
  target: z.string(),
  /**
   * Number of new, changed or removed posts, pages and shared drafts.
   * If only settings, theme or media have changed, the count is 1.
   */
  count: z.number().int(),
  posts: z.array(pendingPostSchema),
  /** Drafts at secret addresses. */
  shared: z.array(pendingPostSchema),
  /** Whether this computer has never published to the target. */
  first: z.boolean(),
});
export type PendingChanges = z.infer<typeof pendingChangesSchema>;

/** The states of a draft at a secret address. Their texts have the keys `share.state.<state>`. */
export const shareStates = [
  "none",
  "new",
  "changed",
  "online",
  "expired",
  "expiredOnline",
  "withdrawn",
] as const;

/**
 * Returns the state that a draft at a secret address has at the time `now`.
 * `until`: the time at which the address expires; undefined for a draft without an address.
 * `change`: the change that the next publish makes to the draft's page.
 */
export function shareStateOf(
  until: number | undefined,
  change: PendingChanges["shared"][number]["change"] | undefined,
  now: number,
): (typeof shareStates)[number] {
  if (until === undefined) return change === "removed" ? "withdrawn" : "none";
  if (until <= now) return change === "removed" ? "expiredOnline" : "expired";
  return change === "changed" || change === "new" ? change : "online";
}
