import type { PostSummary } from "#contract/blog-types.ts";

/** Text as it is compared: width, case and composition of characters make no difference. */
export function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** A test for posts whose title, first words, tags or address have all the words of a query. */
export function postMatcher(query: string): (post: PostSummary) => boolean {
  const words = fold(query).split(/\s+/).filter(Boolean);
  return (post) => {
    const text = fold(`${post.title} ${post.tags.join(" ")} ${post.title ? "" : post.excerpt} ${post.path}`);
    return words.every((word) => text.includes(word));
  };
}
