import { setImmediate as pause } from "node:timers/promises";
import type { SearchHit } from "#contract/types/search-types.ts";
import { excerptsOf } from "./excerpts.ts";
import { bodyOf } from "../posts/post-body.ts";
import { categoriesOf, type Post } from "../posts/post.ts";
import { type Reading, readingsIn, spellingsOf } from "./readings.ts";
import { IndexedText } from "./indexed-text.ts";
import { foldCase } from "#contract/text/fold-case.ts";

interface IndexedPost {
  /** Title and tags in one string, each with a line break after it, because searching one string is fast. */
  readonly head: string;
  readonly titleLength: number;
  readonly body: IndexedText;
  /** The kanji words that have ruby in the text, and their readings. */
  readonly readings: readonly Reading[];
}

/** Cache of the search index of each post object. A discarded post object frees its search index. */
const indexed = new WeakMap<Post, IndexedPost>();

/**
 * Returns the paths of the posts that contain every word of the query, ignoring width and case (NFKC).
 * A word in kana also finds kanji if a post contains the kanji with this reading as ruby.
 * For example, `えんぴつ` finds `鉛筆`.
 * Matches in titles come before matches in tags and in texts. Equally good matches are sorted newest first.
 */
export function findPosts(posts: ReadonlyMap<string, Post>, query: string): string[] {
  return rankPosts(posts, wordsOf(query, posts)).map(({ path }) => path);
}

/** Number of matching lines shown per post. */
const maxLines = 3;

/** Returns the best `limit` posts with their matching lines, and the number of all matching posts. */
export function searchPosts(
  posts: ReadonlyMap<string, Post>,
  query: string,
  limit: number,
): { readonly total: number; readonly hits: SearchHit[] } {
  const words = wordsOf(query, posts);
  const found = rankPosts(posts, words);
  const hits = found.slice(0, limit).map((post) => ({
    path: post.path,
    excerpts: excerptsOf(bodyOf(post), indexOf(post).body.folded, words.flat(), maxLines),
  }));
  return { total: found.length, hits };
}

/** Whether a post's text contains a word. The word must already be case-folded. */
export function hasWord(post: Post, word: string): boolean {
  return indexOf(post).body.includes(word);
}

/** Splits a query into words. Returns the possible spellings of each word, such as kana and kanji. */
function wordsOf(query: string, posts: ReadonlyMap<string, Post>): string[][] {
  const words = foldCase(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  return words.map((word) => spellingsOf(word, readingsOf(posts)));
}

function* readingsOf(posts: ReadonlyMap<string, Post>): Generator<Reading> {
  for (const post of posts.values()) yield* indexOf(post).readings;
}

function rankPosts(posts: ReadonlyMap<string, Post>, words: readonly (readonly string[])[]): Post[] {
  if (words.length === 0) return [];
  // Groups posts by score and sorts each group by date, which is faster than one sort by both.
  const byScore = new Map<number, Post[]>();
  for (const post of posts.values()) {
    const score = scoreOf(indexOf(post), words);
    if (score === 0) continue;
    const equals = byScore.get(score);
    if (equals) equals.push(post);
    else byScore.set(score, [post]);
  }
  const best = [...byScore].sort(([a], [b]) => b - a);
  return best.flatMap(([, equals]) => equals.sort((a, b) => timeOf(b) - timeOf(a)));
}

/** Number of posts that are indexed without a pause. Indexing 200 posts takes some milliseconds. */
const batch = 200;

/** Indexes all posts in the background, so that the first search is fast. */
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
  const title = foldCase(post.title);
  const tags = [...post.tags, ...categoriesOf(post)].map(foldCase);
  const body = bodyOf(post);
  const fresh = {
    head: [title, ...tags, ""].join("\n"),
    titleLength: title.length,
    body: new IndexedText(body),
    readings: readingsIn(body),
  };
  indexed.set(post, fresh);
  return fresh;
}

/** Returns how well a post matches, or 0 if it contains no spelling of one of the words. */
function scoreOf(post: IndexedPost, words: readonly (readonly string[])[]): number {
  let score = 0;
  for (const spellings of words) {
    let best = 0;
    for (const spelling of spellings) best = Math.max(best, scoreOfWord(post, spelling));
    if (best === 0) return 0;
    score += best;
  }
  return score;
}

function scoreOfWord({ head, titleLength, body }: IndexedPost, word: string): number {
  const at = head.indexOf(word);
  if (at < 0) return body.includes(word) ? 1 : 0;
  if (at === 0) return titleLength === word.length ? 16 : 12;
  if (at < titleLength) return 8;
  return head.includes(`\n${word}\n`) ? 4 : 2;
}

function timeOf(post: Post): number {
  return post.date?.time ?? Number.POSITIVE_INFINITY;
}
