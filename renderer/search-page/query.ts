import { fold } from "#contract/site-search/fold.ts";
import { kindOf, termsToAskFor, unitKinds } from "#contract/site-search/terms.ts";

/** A reader's query. */
export interface Query {
  /**
   * The words and phrases of the query, folded (without differences of case and width). A result contains all
   * of them.
   */
  readonly pieces: readonly string[];
  /**
   * The index terms that every result contains; empty if all words are too short to be looked up in the
   * index.
   */
  readonly terms: readonly number[];
}

const maxPieces = 8;
/** Matches spaces, and the punctuation that separates words in Japanese. Used on folded text. */
const between = /[\s、。・「」『』【】〈〉《》〔〕…“”"]+/;

/**
 * Splits a typed query at spaces and punctuation into its words, and removes punctuation and brackets around
 * each word.
 */
export function readQuery(text: string): Query {
  const words = fold(text).split(between).map(withoutGaps);
  const pieces = [...new Set(words)].filter((piece) => piece !== "").slice(0, maxPieces);
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
