import type { Post } from "#engine/blog/posts/post.ts";

export interface ReplacedPost {
  readonly before: Post;
  readonly now: Post;
}

/**
 * Returns the changed posts, or undefined if the two lists differ in their files or in the order of files.
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
