import type { PostSummary } from "#contract/types/blog-types.ts";
import { whenEditor } from "../editor/current-editor.ts";
import type { App } from "../state/app.ts";
import { ownPostAt } from "../writing/own-post.ts";
import { linkTarget, postLink } from "../writing/post-link.ts";

/** Inserts a link to another post at the caret; its text is the selection, else the title. */
export async function linkToPost(app: App, post: PostSummary, title: string): Promise<void> {
  const from = app.documents.current?.path;
  if (from === undefined) return;
  const editor = await whenEditor();
  editor.edit((text, span) => {
    const words = text.slice(span.start, span.end);
    const link = postLink(from, post.path, words.trim() === "" ? title : words);
    const end = span.start + link.length;
    return { span, text: link, selection: { start: end, end } };
  });
}

/** Returns the target of a link in the post at `from` to a public address of the blog; null for others. */
export function ownTarget({ blog }: App, from: string, address: string): string | null {
  const { summary, posts } = blog.store.getState();
  const sites = (summary?.targets ?? []).map(({ url }) => url);
  const own = ownPostAt(address, sites, posts);
  return own && linkTarget(from, own.post.path) + own.anchor;
}
