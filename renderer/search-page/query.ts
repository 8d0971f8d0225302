import { fold } from "#contract/site-search/fold.ts";
import { kindOf, termsToAskFor, unitKinds } from "#contract/site-search/terms.ts";

/** A reader's query. */
export interface Query {
  /** The words and phrases that a result must contain, folded (without differences of case and width). */
  readonly pieces: readonly string[];
  /** The index terms that every result contains. Empty if no word is long enough for the index. */
  readonly terms: readonly number[];
}

const maxPieces = 8;
/** Matches spaces, and the punctuation that separates words in Japanese text. */
const between = /[\s、。・「」『』【】〈〉《》〔〕…“”"]+/;

/** Splits a typed query into words. Leaves out spaces, punctuation and brackets. */
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
