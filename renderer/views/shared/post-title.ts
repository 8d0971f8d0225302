import type { Messages } from "../../state/language.ts";

/**
 * Returns the name of a post for lists: its title; if it has none, its first words; if it is empty, a text
 * for "untitled".
 */
export function postTitle(t: Messages, post: { readonly title: string; readonly excerpt?: string }): string {
  const title = post.title.trim() || post.excerpt?.trim();
  return title ? title : t("post.untitled");
}
