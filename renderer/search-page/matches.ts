import { foldText, textOfUnits } from "#contract/site-search/fold.ts";
import { kindOf, unitKinds } from "#contract/site-search/terms.ts";

/** A part of a text that matches a word or phrase of the query. */
export interface Match {
  readonly piece: string;
  readonly start: number;
  readonly end: number;
}

const maxMatches = 50;

/**
 * Returns the matches of a query's words (`pieces`) in a text, in order.
 * A match may be the beginning of a longer word.
 */
export function findMatches(text: string, pieces: readonly string[]): Match[] {
  const folding = foldText(text);
  const folded = textOfUnits(folding.units);
  const offsets = [...folding.offsets, text.length];
  const matches = pieces.flatMap((piece) => matchesOf(piece, folded, offsets));
  return matches.sort((a, b) => a.start - b.start || b.end - a.end);
}

function matchesOf(piece: string, folded: string, offsets: readonly number[]): Match[] {
  const matches: Match[] = [];
  for (let at = folded.indexOf(piece); at !== -1; at = folded.indexOf(piece, at + piece.length)) {
    if (isInsideWord(folded, at)) continue;
    const start = offsets[at] ?? 0;
    let end = at + piece.length;
    // Includes the whole last character, because folding can turn one character into several.
    while (end < offsets.length - 1 && offsets[end] === offsets[end - 1]) end++;
    matches.push({ piece, start, end: offsets[end] ?? start });
    if (matches.length === maxMatches) break;
  }
  return matches;
}

function isInsideWord(folded: string, at: number): boolean {
  return at > 0 && isWord(folded, at) && isWord(folded, at - 1);
}

function isWord(folded: string, at: number): boolean {
  return kindOf(folded.charCodeAt(at)) === unitKinds.word;
}

/** A part of a text, and whether it is shown as a match. */
export interface Stretch {
  readonly text: string;
  readonly marked: boolean;
}

/** Splits a text at its matches. Overlapping matches become one. */
export function markMatches(text: string, matches: readonly Match[]): Stretch[] {
  const stretches: Stretch[] = [];
  let done = 0;
  for (const { start, end } of matches) {
    if (end <= done) continue;
    const from = Math.max(start, done);
    if (from > done) stretches.push({ text: text.slice(done, from), marked: false });
    stretches.push({ text: text.slice(from, end), marked: true });
    done = end;
  }
  if (done < text.length) stretches.push({ text: text.slice(done), marked: false });
  return stretches;
}
