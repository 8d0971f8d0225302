import type { Post } from "#engine/blog/posts/post.ts";

/** Whether readers may see the post: it is no draft and not dated in the future. Only pages need no date. */
export function isDue({ status, date, kind }: Pick<Post, "status" | "date" | "kind">, now: number): boolean {
  if (status === "draft") return false;
  return date === null ? kind === "page" : date.time <= now;
}
