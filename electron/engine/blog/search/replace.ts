import type { ReplaceMatch, Replacement } from "#contract/types/search-types.ts";
import { excerptAt } from "./excerpts.ts";
import { findExact, findFolded, type Span } from "./folded-positions.ts";
import { bodyOf } from "../posts/post-body.ts";
import type { Post } from "../posts/post.ts";
import { hasWord } from "./search.ts";
import { foldCase } from "#contract/text/fold-case.ts";

/**
 * Finds the matches that a replacement would change. Lists matches in newer posts first.
 * Returns at most `limit` matches, and the number of all matches.
 */
export function findReplaceMatches(
  posts: ReadonlyMap<string, Post>,
  { search, exact }: Pick<Replacement, "search" | "exact">,
  limit: number,
): { readonly total: number; readonly places: ReplaceMatch[] } {
  const folded = foldCase(search);
  if (folded === "") return { total: 0, places: [] };
  const spansIn = (text: string): Span[] => (exact ? findExact(text, search) : findFolded(text, folded));
  const places: ReplaceMatch[] = [];
  let total = 0;
  for (const post of newestFirst(posts)) {
    const title = spansIn(post.properties.title ?? "");
    // The index excludes most texts quickly. Only the remaining texts are searched character by character.
    const body = hasWord(post, folded) ? bodyOf(post) : "";
    const inBody = spansIn(body);
    total += title.length + inBody.length;
    if (places.length < limit) {
      places.push(...matchesOf(post, title, { body, spans: inBody }).slice(0, limit - places.length));
    }
  }
  return { total, places };
}

/** Replaces each span with `replacement`. Returns null if a span's `match` is not at its offset. */
export function replaceSpans(
  text: string,
  spans: readonly { readonly offset: number; readonly match: string }[],
  replacement: string,
): string | null {
  let result = "";
  let done = 0;
  for (const { offset, match } of spans.toSorted((a, b) => a.offset - b.offset)) {
    if (offset < done || !text.startsWith(match, offset)) return null;
    result += text.slice(done, offset) + replacement;
    done = offset + match.length;
  }
  return result + text.slice(done);
}

function matchesOf(
  post: Post,
  inTitle: readonly Span[],
  { body, spans }: { readonly body: string; readonly spans: readonly Span[] },
): ReplaceMatch[] {
  const { path, hash } = post;
  const title = post.properties.title ?? "";
  const countLines = lineCounter(body);
  return [
    ...inTitle.map((span) => ({
      path,
      hash,
      part: "title" as const,
      offset: span.start,
      excerpt: excerptAt(title, span, -1),
    })),
    ...spans.map((span) => ({
      path,
      hash,
      part: "body" as const,
      offset: span.start,
      excerpt: excerptAt(body, span, countLines(span.start)),
    })),
  ];
}

/** Returns a function that converts ascending offsets to line numbers in one pass over the text. */
function lineCounter(text: string): (offset: number) => number {
  let line = 0;
  let counted = 0;
  return (offset) => {
    for (let end = text.indexOf("\n", counted); end >= 0 && end < offset; end = text.indexOf("\n", counted)) {
      line += 1;
      counted = end + 1;
    }
    return line;
  };
}

function newestFirst(posts: ReadonlyMap<string, Post>): Post[] {
  const time = ({ date }: Post): number => date?.time ?? Number.POSITIVE_INFINITY;
  return [...posts.values()].sort((a, b) => time(b) - time(a) || (a.path < b.path ? -1 : 1));
}
