import type { PostSummary } from "#contract/types/blog-types.ts";
import type { PendingChanges } from "#contract/types/publish-run-types.ts";

/** Whether a publish would change more than one given post; true if that is not known. */
export function isMoreWaiting(
  pending: PendingChanges | null,
  posts: readonly Pick<PostSummary, "path" | "state">[],
  path: string,
): boolean {
  if (!pending) return true;
  // On a new site everything is a change; what counts is whether there are other posts or pages
  if (pending.first) return posts.some((post) => post.path !== path && post.state !== "draft");
  return countOfOthers(pending, path) > 0;
}

/** Returns how many changes wait to be published, not counting those of one post. */
export function countOfOthers({ count, posts }: PendingChanges, path: string): number {
  return posts.some((post) => post.path === path) ? count - 1 : count;
}
