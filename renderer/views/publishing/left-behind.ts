import { useStore } from "zustand";
import type { PostSummary } from "#contract/blog-types.ts";
import { useApp } from "../../state/app.ts";

/** The post that was on screen when the last publish ended, as long as readers do not have it; null when they do. */
export function useLeftBehind(): PostSummary | null {
  const { blog, publishing } = useApp();
  const path = useStore(publishing.store, (state) => state.openPost);
  const posts = useStore(blog.store, (state) => state.posts);
  const post = posts.find((candidate) => candidate.path === path);
  if (!post || !hasWords(post)) return null;
  return post.state === "draft" || post.state === "scheduled" ? post : null;
}

/** A post without any is one that its author has only begun. */
export function hasWords({ title, excerpt, thumbnail }: PostSummary): boolean {
  return title.trim() !== "" || excerpt !== "" || thumbnail !== null;
}
