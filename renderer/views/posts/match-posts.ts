import type { PostSummary } from "#contract/types/blog-types.ts";

/** Folds a text for comparison: case, width and composed characters do not matter. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/**
 * The folded texts of posts.
 * The keys are posts. An unchanged post keeps its object, so its texts are folded only once.
 */
const folded = new WeakMap<PostSummary, string>();

/** Returns a function that tests whether a post has all words of the query in title, tags or path. */
export function postMatcher(query: string): (post: PostSummary) => boolean {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return (post) => {
    const text = folded.get(post) ?? foldPost(post);
    return words.every((word) => text.includes(word));
  };
}

/** Folds the texts of these posts, one post in each step, so that a query only has to compare them. */
export function* foldAhead(posts: readonly PostSummary[]): Generator<void, void, void> {
  for (const post of posts) {
    if (folded.has(post)) continue;
    foldPost(post);
    yield;
  }
}

function foldPost(post: PostSummary): string {
  const { title, tags, excerpt, path } = post;
  const text = fold(`${title} ${tags.join(" ")} ${title ? "" : excerpt} ${path}`);
  folded.set(post, text);
  return text;
}
