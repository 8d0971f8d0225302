import type { Post } from "#engine/blog/posts/post.ts";

/** A post, and what it was before. */
export interface ReplacedPost {
  readonly before: Post;
  readonly now: Post;
}

/**
 * The posts that are not the same objects as before, where the same files stand in the same order; undefined where they do not.
 * Ten thousand are soon looked through, since none is looked up by its path.
 */
export function replacedPosts(before: readonly Post[], now: readonly Post[]): ReplacedPost[] | undefined {
  if (before.length !== now.length) return undefined;
  const replaced: ReplacedPost[] = [];
  for (let at = 0; at < now.length; at += 1) {
    const [old, post] = [before[at], now[at]];
    if (!old || !post || post === old) continue;
    if (post.path !== old.path) return undefined;
    replaced.push({ before: old, now: post });
  }
  return replaced;
}
