import type { PostSummary } from "#contract/types/blog-types.ts";

/** Folds a text for comparison, so that case, width, and composed or separate characters are ignored. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** The folded texts of posts; an unchanged post keeps its object, and so is folded only once. */
const folded = new WeakMap<PostSummary, string>();

/** Returns a test for posts with all words of a query in title (or first words), tags or path. */
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
