import type { PostSummary } from "#contract/types/blog-types.ts";
import type { App } from "../state/app.ts";
import { linkTarget, ownPostAt, postLink } from "../writing/post-links.ts";

/**
 * Inserts a link to another post at the caret.
 * The link shows the selected text. If nothing is selected, the link shows the post's title.
 */
export async function linkToPost(app: App, post: PostSummary, title: string): Promise<void> {
  const from = app.documents.current?.path;
  if (from === undefined) return;
  const editor = await app.editor.loaded();
  editor.edit((text, span) => {
    const words = text.slice(span.start, span.end);
    const link = postLink(from, post.path, words.trim() === "" ? title : words);
    const end = span.start + link.length;
    return { span, text: link, selection: { start: end, end } };
  });
}

/** Returns the file path of the post at a public address of the blog. Returns null for other addresses. */
export function ownTarget({ blog }: App, from: string, address: string): string | null {
  const { summary, posts } = blog.store.getState();
  const sites = (summary?.targets ?? []).map(({ url }) => url);
  const own = ownPostAt(address, sites, posts);
  return own && linkTarget(from, own.post.path) + own.anchor;
}
