import type { PostSummary } from "#contract/types/blog-types.ts";

/** Text as it is compared: width, case and composition of characters make no difference. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Lists give the same objects as long as a post is the same: each is folded once. */
const folded = new WeakMap<PostSummary, string>();

/** A test for posts whose title, first words, tags or address have all the words of a query. */
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
