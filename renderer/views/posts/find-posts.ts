import { fold } from "#contract/site-search/fold.ts";
import type { PostSummary } from "#contract/types/blog-types.ts";

/**
 * The texts of a post that a search reads.
 * They are folded, so that a search ignores case, accents, full width and the like.
 */
interface Looked {
  readonly title: string;
  readonly all: string;
}

/**
 * Caches the texts of each post that a search reads.
 * The cache stays valid, because a changed post is a new object.
 */
const known = new WeakMap<PostSummary, Looked>();

/**
 * Returns posts that contain all words of a query in title, tags, date, address or file name.
 * Titles that begin with the query come first, then titles that contain the query.
 */
export function findPosts(posts: Iterable<PostSummary>, query: string, limit: number): PostSummary[] {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const begin: PostSummary[] = [];
  const inTitle: PostSummary[] = [];
  const rest: PostSummary[] = [];
  for (const post of posts) {
    const { title, all } = lookedOf(post);
    if (!words.every((word) => all.includes(word))) continue;
    if (title.startsWith(words.join(" "))) begin.push(post);
    else if (words.every((word) => title.includes(word))) inTitle.push(post);
    else rest.push(post);
    if (begin.length >= limit) break;
  }
  return [...begin, ...inTitle, ...rest].slice(0, limit);
}

function lookedOf(post: PostSummary): Looked {
  const before = known.get(post);
  if (before) return before;
  const { title, excerpt, tags, path, address = "", dateText } = post;
  const looked = {
    title: fold(title.trim() || excerpt),
    all: fold([title.trim() || excerpt, ...tags, dateText, path, address].join("\n")),
  };
  known.set(post, looked);
  return looked;
}
