import type { Messages } from "../../state/language.ts";

/** What a post is called in lists: its title, or its first words, or a word that says that it has neither. */
export function postTitle(t: Messages, post: { readonly title: string; readonly excerpt?: string }): string {
  const title = post.title.trim() || post.excerpt?.trim();
  return title ? title : t("post.untitled");
}
