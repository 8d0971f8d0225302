import type { Post } from "#engine/blog/posts/post.ts";

/**
 * Whether readers may see the post: it is not a draft, and its date is not in the future.
 * A post without a date is not due, but a page without a date is.
 */
export function isDue({ status, date, kind }: Pick<Post, "status" | "date" | "kind">, now: number): boolean {
  if (status === "draft") return false;
  return date === null ? kind === "page" : date.time <= now;
}
