import type { Post } from "#engine/blog/posts/post.ts";

type Timed = Pick<Post, "date" | "kind" | "shownFrom" | "shownUntil">;

/**
 * Whether readers may see the post: it is not a draft, is already released, and has not expired.
 * A post without a date is never due. A page does not need a date to be due.
 */
export function isDue(post: Timed & Pick<Post, "status">, now: number): boolean {
  if (post.status === "draft" || isExpired(post, now)) return false;
  return (post.date !== null || post.kind === "page") && releaseTime(post) <= now;
}

/** Returns the time from which readers may see a post; `-Infinity` if the post has no such time. */
export function releaseTime({ date, shownFrom }: Pick<Post, "date" | "shownFrom">): number {
  return Math.max(date?.time ?? Number.NEGATIVE_INFINITY, shownFrom ?? Number.NEGATIVE_INFINITY);
}

/**
 * Returns the time at which readers will first see a ready post with a date.
 * Returns null for a post that is not ready, has no date, or is already visible.
 * Also returns null for a post that expires before readers would first see it.
 */
export function comingTime(post: Timed & Pick<Post, "status">, now: number): number | null {
  if (post.status !== "ready" || post.date === null) return null;
  const time = releaseTime(post);
  return time > now && !isExpired(post, time) ? time : null;
}

/** Whether the post has expired: readers may see it only until the time `shownUntil`. */
export function isExpired({ shownUntil }: Pick<Post, "shownUntil">, now: number): boolean {
  return shownUntil !== undefined && shownUntil <= now;
}
