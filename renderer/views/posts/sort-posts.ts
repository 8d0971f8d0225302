import type { ListArrangement } from "#contract/main-contract.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";

/** Data that sorting needs in addition to the posts. */
export interface SortFacts {
  /** Language of the blog. Titles are sorted by the rules of this language. */
  readonly language: string;
  /** Maps the path of each post to the modification time of its file. */
  readonly times: Readonly<Record<string, number>>;
}

/**
 * Sorts posts. The input must be in this order: undated posts, dated posts (newest first), pages.
 * The order "oldest" reverses only the dated posts. Undated posts and pages keep their positions.
 */
export function sortPosts(
  posts: readonly PostSummary[],
  order: ListArrangement["order"],
  { language, times }: SortFacts,
): readonly PostSummary[] {
  switch (order) {
    case "newest":
      return posts;
    case "oldest": {
      const isDated = ({ date, kind }: PostSummary): boolean => date !== null && kind === "post";
      const first = posts.findIndex(isDated);
      const end = posts.findLastIndex(isDated) + 1;
      if (first < 0) return posts;
      return [...posts.slice(0, first), ...posts.slice(first, end).reverse(), ...posts.slice(end)];
    }
    case "title": {
      const { compare } = new Intl.Collator(language, { numeric: true });
      const nameOf = ({ title, excerpt }: PostSummary): string => title.trim() || excerpt;
      return [...posts].sort((one, other) => compare(nameOf(one), nameOf(other)));
    }
    case "changed": {
      const timeOf = ({ path, updated, date }: PostSummary): number => times[path] ?? updated ?? date ?? 0;
      return [...posts].sort((one, other) => timeOf(other) - timeOf(one));
    }
  }
}
