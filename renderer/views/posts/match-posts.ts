import { foldCase } from "#contract/text/fold-case.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";

/**
 * Caches the text of each post that a filter reads, without differences of case and of full or half width.
 * The cache stays valid, because a changed post is a new object.
 */
const folded = new WeakMap<PostSummary, string>();

/** Returns a function that tests whether a post's title, tags or path contain all words of the query. */
export function postMatcher(query: string): (post: PostSummary) => boolean {
  const words = foldCase(query).split(/\s+/).filter(Boolean);
  return (post) => {
    const text = folded.get(post) ?? foldPost(post);
    return words.every((word) => text.includes(word));
  };
}

/** Caches the texts of posts, one post per step of the generator, to make the next query fast. */
export function* foldAhead(posts: readonly PostSummary[]): Generator<void, void, void> {
  for (const post of posts) {
    if (folded.has(post)) continue;
    foldPost(post);
    yield;
  }
}

function foldPost(post: PostSummary): string {
  const { title, tags, excerpt, path } = post;
  const text = foldCase(`${title} ${tags.join(" ")} ${title ? "" : excerpt} ${path}`);
  folded.set(post, text);
  return text;
}
