import type { Messages } from "../../state/language.ts";

/** Returns a post's name in lists: its title, else its first words, else a text for "untitled". */
export function postTitle(t: Messages, post: { readonly title: string; readonly excerpt?: string }): string {
  const title = post.title.trim() || post.excerpt?.trim();
  return title ? title : t("post.untitled");
}
