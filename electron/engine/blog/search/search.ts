import { setImmediate as pause } from "node:timers/promises";
import type { SearchHit } from "#contract/types/search-types.ts";
import { excerptsOf } from "./excerpts.ts";
import type { Post } from "../posts/post.ts";
import { foldText, IndexedText } from "./search-index.ts";

interface IndexedPost {
  readonly title: string;
  readonly tags: readonly string[];
  readonly body: IndexedText;
}

/** By post, so that an edited post, being a new object, is indexed anew and the old one is forgotten. */
const indexed = new WeakMap<Post, IndexedPost>();

/**
 * Paths of the posts that contain every word of the query in title, tags or text, best first: title before tags
 * before text, then newest first. Width and case do not matter (NFKC). Indexes posts that were not yet.
 */
export function findPosts(posts: ReadonlyMap<string, Post>, query: string): string[] {
  return rankPosts(posts, wordsOf(query)).map(({ path }) => path);
}

/** Lines of a text that are shown for each post that was found. */
const mostLines = 3;

/** The same posts with the lines in which the words stand; of the best `most` only, and how many there are in all. */
export function searchPosts(
  posts: ReadonlyMap<string, Post>,
  query: string,
  most: number,
): { readonly total: number; readonly hits: SearchHit[] } {
  const words = wordsOf(query);
  const found = rankPosts(posts, words);
  const hits = found.slice(0, most).map((post) => ({
    path: post.path,
    excerpts: excerptsOf(post.body, indexOf(post).body.folded, words, mostLines),
  }));
  return { total: found.length, hits };
}

/** Whether the text of a post has a word, folded as `foldText` does. */
export function hasWord(post: Post, word: string): boolean {
  return indexOf(post).body.includes(word);
}

function wordsOf(query: string): string[] {
  return foldText(query).split(/\s+/).filter(Boolean);
}

function rankPosts(posts: ReadonlyMap<string, Post>, words: readonly string[]): Post[] {
  if (words.length === 0) return [];
  const found: { post: Post; score: number }[] = [];
  for (const post of posts.values()) {
    const score = scoreOf(indexOf(post), words);
    if (score > 0) found.push({ post, score });
  }
  found.sort((a, b) => b.score - a.score || timeOf(b.post) - timeOf(a.post));
  return found.map(({ post }) => post);
}

/** Posts that are indexed without a pause: some milliseconds. */
const batch = 200;

/** Indexes all posts between other work, so that the first search is as fast as the others. */
export async function prepareSearch(posts: Iterable<Post>): Promise<void> {
  let count = 0;
  for (const post of posts) {
    indexOf(post);
    if (++count % batch === 0) await pause();
  }
}

function indexOf(post: Post): IndexedPost {
  const known = indexed.get(post);
  if (known) return known;
  const tags = post.properties.category === undefined ? post.tags : [...post.tags, post.properties.category];
  const fresh = { title: foldText(post.title), tags: tags.map(foldText), body: new IndexedText(post.body) };
  indexed.set(post, fresh);
  return fresh;
}

/** 0 when a word is nowhere. */
function scoreOf({ title, tags, body }: IndexedPost, words: readonly string[]): number {
  let score = 0;
  for (const word of words) {
    if (title.startsWith(word)) score += title === word ? 16 : 12;
    else if (title.includes(word)) score += 8;
    else if (tags.some((tag) => tag === word)) score += 4;
    else if (tags.some((tag) => tag.includes(word))) score += 2;
    else if (body.includes(word)) score += 1;
    else return 0;
  }
  return score;
}

function timeOf(post: Post): number {
  return post.date?.time ?? Number.POSITIVE_INFINITY;
}
