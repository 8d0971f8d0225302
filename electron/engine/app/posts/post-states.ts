import type { PostState } from "#contract/types/blog-types.ts";
import type { PendingChanges } from "#contract/types/publish-run-types.ts";
import type { Post } from "#engine/blog/posts/post.ts";
import type { PublishedPost } from "#engine/site/output/site-output.ts";
import { isDue } from "#engine/site/model/due.ts";

/** The posts that are live at a target, as far as this computer knows, by blog path. */
export type LivePosts = Readonly<Record<string, PublishedPost>>;

/** The state of a post. `stillOnline` is set if the post is live although it is a draft or scheduled. */
export interface PublicationState {
  readonly state: PostState;
  readonly stillOnline?: true;
}

/** Returns the state of a post; see `PublicationState`. */
export function publicationStateOf(post: Post, live: LivePosts, now: number): PublicationState {
  const state = stateOf(post, live, now);
  const isWithdrawn = live[post.path] !== undefined && (state === "draft" || state === "scheduled");
  return isWithdrawn ? { state, stillOnline: true } : { state };
}

/** Returns the state that the post list shows. */
function stateOf(post: Post, live: LivePosts, now: number): PostState {
  if (post.status === "draft") return "draft";
  if (!isDue(post, now)) return post.date === null ? "draft" : "scheduled";
  const there = live[post.path];
  if (!there) return "ready";
  return there.hash === post.hash ? "published" : "changed";
}

/** Returns the posts that the next publish would add, change or remove. */
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
