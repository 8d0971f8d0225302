import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PendingChanges } from "#contract/types/pending-types.ts";

/**
 * Whether a publish would change anything other than the post with this path.
 * Returns true while the waiting changes are not known yet.
 */
export function isMoreWaiting(
  pending: PendingChanges | null,
  posts: readonly Pick<PostSummary, "path" | "state">[],
  path: string,
): boolean {
  if (!pending) return true;
  // Before the first publish, every file counts as a change, so the states of the other posts are examined.
  if (pending.first) {
    const isReady = posts.some((post) => post.path !== path && post.state !== "draft");
    return isReady || pending.shared.length > 0;
  }
  return countOfOthers(pending, path) > 0;
}

/** Returns the number of changes that wait to be published, not counting the post with this path. */
export function countOfOthers({ count, posts }: PendingChanges, path: string): number {
  return posts.some((post) => post.path === path) ? count - 1 : count;
}
