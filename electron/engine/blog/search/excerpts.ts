import type { Excerpt } from "#contract/types/search-types.ts";
import { findFolded, type Span } from "./folded-positions.ts";

/** Number of UTF-16 units shown before a match. `shownAfter` is the number after a match. */
const shownBefore = 24;
const shownAfter = 80;

/**
 * Returns the line with a match. Cuts a long line before and after the match. `line` is the line's number.
 */
export function excerptAt(text: string, { start, end }: Span, line: number): Excerpt {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = text.indexOf("\n", end);
  const from = start - lineStart > shownBefore ? wholeAt(text, start - shownBefore) : lineStart;
  const rest = lineEnd < 0 ? text.length : lineEnd;
  const to = rest - end > shownAfter ? wholeAt(text, end + shownAfter) : rest;
  return {
    line,
    before: (from > lineStart ? "…" : "") + text.slice(from, start).trimStart(),
    match: text.slice(start, end),
    after: text.slice(end, to).trimEnd() + (to < rest ? "…" : ""),
  };
}

/** Returns the first lines of a body that contain one of the words. `folded` is the case-folded body. */
export function excerptsOf(body: string, folded: string, words: readonly string[], limit: number): Excerpt[] {
  const lines = new Map<number, string>();
  for (const word of words) {
    for (const line of linesWith(folded, word, limit)) {
      if (!lines.has(line)) lines.set(line, word);
      if (lines.size === limit) break;
    }
  }
  const wanted = [...lines].sort(([a], [b]) => a - b);
  return wanted.flatMap(([line, word]) => {
    const text = lineOf(body, line);
    const [span] = findFolded(text, word);
    return span ? [excerptAt(text, span, line)] : [];
  });
}

/** Returns the numbers of the first lines that contain a word. Case folding does not change line numbers. */
function linesWith(folded: string, word: string, limit: number): number[] {
  const lines: number[] = [];
  let line = 0;
  let counted = 0;
  for (let at = folded.indexOf(word); at >= 0 && lines.length < limit; at = folded.indexOf(word, counted)) {
    for (let end = folded.indexOf("\n", counted); end >= 0 && end < at; end = folded.indexOf("\n", counted)) {
      line += 1;
      counted = end + 1;
    }
    lines.push(line);
    const end = folded.indexOf("\n", at);
    if (end < 0) break;
    line += 1;
    counted = end + 1;
  }
  return lines;
}

function lineOf(body: string, line: number): string {
  let start = 0;
  for (let count = 0; count < line; count++) start = body.indexOf("\n", start) + 1;
  const end = body.indexOf("\n", start);
  return body.slice(start, end < 0 ? body.length : end).trimEnd();
}

/** Returns the offset `at`, or `at - 1` if `at` is inside a surrogate pair. */
function wholeAt(text: string, at: number): number {
  return (text.charCodeAt(at) & 0xfc00) === 0xdc00 ? at - 1 : at;
}
