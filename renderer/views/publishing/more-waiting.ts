import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PendingChanges } from "#contract/types/publish-run-types.ts";

/** Whether a publish has anything to bring to readers besides one post. Until that is known, it may have. */
export function isMoreWaiting(
  pending: PendingChanges | null,
  posts: readonly Pick<PostSummary, "path" | "state">[],
  path: string,
): boolean {
  if (!pending) return true;
  // Without a post or page a new site is nothing that anybody wants to publish
  if (pending.first) return posts.some((post) => post.path !== path && post.state !== "draft");
  return countOfOthers(pending, path) > 0;
}

/** How many changes wait besides that of one post. */
export function countOfOthers({ count, posts }: PendingChanges, path: string): number {
  return posts.some((post) => post.path === path) ? count - 1 : count;
}
