import type { PostSummary } from "#contract/types/blog-types.ts";

/** Whether a post has content; one without has only just been started. */
export function hasWords({ title, excerpt, thumbnail }: PostSummary): boolean {
  return title.trim() !== "" || excerpt !== "" || thumbnail !== null;
}
