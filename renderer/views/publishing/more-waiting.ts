import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PendingChanges } from "#contract/types/publish-run-types.ts";

/** Whether a publish changes anything besides one post. True while that is unknown. */
export function isMoreWaiting(
  pending: PendingChanges | null,
  posts: readonly Pick<PostSummary, "path" | "state">[],
  path: string,
): boolean {
  if (!pending) return true;
  // A new site without a post or page is not worth publishing
  if (pending.first) return posts.some((post) => post.path !== path && post.state !== "draft");
  return countOfOthers(pending, path) > 0;
}

/** Returns how many changes wait besides that of one post. */
export function countOfOthers({ count, posts }: PendingChanges, path: string): number {
  return posts.some((post) => post.path === path) ? count - 1 : count;
}
