import { fold } from "#contract/site-search/fold.ts";
import { kindOf, termsToAskFor, unitKinds } from "#contract/site-search/terms.ts";

/** A reader's query. */
export interface Query {
  /** Folded; a result contains all of them. */
  readonly pieces: readonly string[];
  /** Terms that every result has; empty when the pieces are too short to search for. */
  readonly terms: readonly number[];
}

const mostPieces = 8;
/** Spaces, and punctuation between words in Japanese; the text is already folded. */
const between = /[\s、。・「」『』【】〈〉《》〔〕…“”"]+/;

/**
 * Parses the typed query: words between spaces and punctuation, without punctuation and brackets around them.
 */
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
