import { fold } from "#contract/site-search/fold.ts";
import { kindOf, termsToAskFor, unitKinds } from "#contract/site-search/terms.ts";

/** What a reader looks for. */
export interface Query {
  /** Folded; all of them must stand in a result. */
  readonly pieces: readonly string[];
  /** Terms that every result has; none when the pieces are too short to look for. */
  readonly terms: readonly number[];
}

const mostPieces = 8;
/** Spaces, and what stands between words in Japanese; the text is folded already. */
const between = /[\s、。・「」『』【】〈〉《》〔〕…“”"]+/;

/** Reads what was typed: the words between spaces and marks, without the points and brackets around them. */
export function readQuery(text: string): Query {
  const words = fold(text).split(between).map(withoutGaps);
  const pieces = [...new Set(words)].filter((piece) => piece !== "").slice(0, mostPieces);
  return { pieces, terms: [...new Set(pieces.flatMap(termsToAskFor))] };
}

function withoutGaps(word: string): string {
  let [start, end] = [0, word.length];
  while (start < end && isGap(word, start)) start++;
  while (start < end && isGap(word, end - 1)) end--;
  return word.slice(start, end);
}

function isGap(word: string, at: number): boolean {
  return kindOf(word.charCodeAt(at)) === unitKinds.gap;
}
