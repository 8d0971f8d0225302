import type { PostSummary } from "#contract/types/blog-types.ts";

/** Normalises text for comparison: width, case and composition of characters are ignored. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Unchanged posts are the same objects in every list, so each is folded once. */
const folded = new WeakMap<PostSummary, string>();

/** Returns a test for posts whose title, first words, tags or address contain all words of a query. */
export function postMatcher(query: string): (post: PostSummary) => boolean {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return (post) => {
    const text = folded.get(post) ?? foldPost(post);
    return words.every((word) => text.includes(word));
  };
}

function foldPost(post: PostSummary): string {
  const { title, tags, excerpt, path } = post;
  const text = fold(`${title} ${tags.join(" ")} ${title ? "" : excerpt} ${path}`);
  folded.set(post, text);
  return text;
}
