import type { PostSummary } from "#contract/types/blog-types.ts";
import { fold } from "#contract/site-search/fold.ts";

/** What of a post is looked through, folded. */
interface Looked {
  readonly title: string;
  readonly all: string;
}

/** Lists give the same objects as long as a post is the same: each is folded once. */
const known = new WeakMap<PostSummary, Looked>();

/**
 * Posts that have all the words of a query in title, tags, date, address or file name, best first: titles that begin with
 * it, then titles that have it, then the rest, each in the order of the list. Width, case, and the two kinds of kana make
 * no difference. Without a query: the first ones of the list.
 */
export function findPosts(posts: Iterable<PostSummary>, query: string, most: number): PostSummary[] {
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
    if (begin.length >= most) break;
  }
  return [...begin, ...inTitle, ...rest].slice(0, most);
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
