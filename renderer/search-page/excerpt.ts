import { fold } from "#contract/site-search/fold.ts";
import { kindOf, unitKinds } from "#contract/site-search/terms.ts";
import { findMatches, type Match, markMatches, type Stretch } from "./matches.ts";

/** Width of an excerpt in half-width characters. A Japanese character counts as two. */
const excerptWidth = 180;
const widthBefore = 40;

/** Returns an excerpt of a text around the place with the most different words of the query. */
export function excerptOf(text: string, pieces: readonly string[]): Stretch[] {
  const matches = findMatches(text, pieces);
  const centre = bestStart(matches);
  const start = centre === 0 ? 0 : beginningOf(text, centre);
  const end = advance(text, start, excerptWidth);
  const words = text.slice(start, end).trim();
  const shown = `${start > 0 ? "…" : ""}${words}${end < text.length ? "…" : ""}`.replace(/\s*\n\s*/g, " ");
  return markMatches(shown, findMatches(shown, pieces));
}

/** Returns the start of the best match: the text after it contains the most different words of the query. */
function bestStart(matches: readonly Match[]): number {
  let [best, bestCount] = [matches[0]?.start ?? 0, 0];
  for (const [index, { start }] of matches.entries()) {
    const near = new Set<string>();
    for (const other of matches.slice(index)) {
      if (other.end > start + excerptWidth / 2 - widthBefore / 2) break;
      near.add(other.piece);
    }
    if (near.size > bestCount) [best, bestCount] = [start, near.size];
  }
  return best;
}

/** Returns a position a little before `offset`, preferably the beginning of a sentence or word. */
function beginningOf(text: string, offset: number): number {
  const earliest = retreat(text, offset, widthBefore);
  if (earliest === 0) return 0;
  const before = text.slice(earliest, offset);
  const sentence = /[。！？\n]|[.!?] /.exec(before);
  if (sentence) return earliest + sentence.index + sentence[0].length;
  const space = before.indexOf(" ");
  return space === -1 ? earliest : earliest + space + 1;
}

function advance(text: string, from: number, width: number): number {
  let at = from;
  for (let left = width; at < text.length && left > 0; ) {
    const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
    left -= widthOf(character);
    at += character.length;
  }
  return at;
}

function retreat(text: string, from: number, width: number): number {
  let at = from;
  for (let left = width; at > 0 && left > 0; ) {
    at -= 1;
    if (/[\uDC00-\uDFFF]/.test(text.charAt(at)) && at > 0) at -= 1;
    left -= widthOf(text.charAt(at));
  }
  return at;
}

function widthOf(character: string): number {
  return kindOf(fold(character).charCodeAt(0)) >= unitKinds.dense ||
    /[\u3000-\u303F\uFF00-\uFFEF]/.test(character)
    ? 2
    : 1;
}
