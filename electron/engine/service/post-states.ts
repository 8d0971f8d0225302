import type { PostState } from "#contract/blog-types.ts";
import type { PendingChanges } from "#contract/publish-run-types.ts";
import type { Post } from "#engine/blog/post.ts";
import type { PublishedPost } from "#engine/publishing/publish-input.ts";

/** What is live at a target, as far as this computer knows: blog path → the version that is there. */
export type LivePosts = Readonly<Record<string, PublishedPost>>;

/** Whether readers may see the post now: finished, and its date has come. Pages need no date. */
export function isDue(post: Post, now: number): boolean {
  if (post.status === "draft") return false;
  return post.date === null ? post.kind === "page" : post.date.time <= now;
}

/** The state that the list shows for a post. */
export function stateOf(post: Post, live: LivePosts, now: number): PostState {
  if (post.status === "draft") return "draft";
  if (!isDue(post, now)) return post.date === null ? "draft" : "scheduled";
  const there = live[post.path];
  if (!there) return "ready";
  return there.hash === post.hash ? "published" : "changed";
}

/** Posts that the next publish would add, change or take away. */
export function pendingPosts(
  posts: ReadonlyMap<string, Post>,
  live: LivePosts,
  now: number,
): PendingChanges["posts"] {
  const waiting: PendingChanges["posts"] = [];
  for (const post of posts.values()) {
    const state = stateOf(post, live, now);
    if (state === "ready") waiting.push({ path: post.path, change: "new" });
    else if (state === "changed") waiting.push({ path: post.path, change: "changed" });
  }
  for (const path of Object.keys(live)) {
    const post = posts.get(path);
    if (!post || !isDue(post, now)) waiting.push({ path, change: "removed" });
  }
  return waiting;
}
