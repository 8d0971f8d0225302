import type { PostSummary } from "#contract/types/blog-types.ts";

/** Returns a row of the list. */
export function postSummary(path: string, changes: Partial<PostSummary> = {}): PostSummary {
  return {
    path,
    kind: "post",
    section: "hitokoto",
    title: path,
    excerpt: "",
    date: Date.UTC(2026, 4, 6),
    dateText: "",
    updated: null,
    state: "published",
    tags: [],
    thumbnail: null,
    problems: 0,
    ...changes,
  };
}
