import type { PostSummary } from "#contract/types/blog-types.ts";

/** Whether a post has any; one without is one that its author has only begun. */
export function hasWords({ title, excerpt, thumbnail }: PostSummary): boolean {
  return title.trim() !== "" || excerpt !== "" || thumbnail !== null;
}
