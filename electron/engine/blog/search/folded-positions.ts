import { foldCase } from "#contract/text/fold-case.ts";

/** A case-folded text. `offsets` maps each UTF-16 unit, and the end, to its original offset. */
export interface FoldedPositions {
  readonly folded: string;
  readonly offsets: readonly number[];
}

/**
 * The group `same` matches a run of characters that folding does not change. Most of a text is such runs.
 * Otherwise matches a character and the characters that NFKC combines with it, such as voicing marks.
 */
const piece =
  /(?<same>[ -@[-~、-〃ぁ-ゖァ-ヺー一-鿿]+)(?![\p{M}\uFF9E\uFF9F\u1160-\u11FF])|.[\p{M}\uFF9E\uFF9F\u1160-\u11FF]*/gsu;

/** Folds a text like `foldCase`, and records the original offset of each UTF-16 unit of the result. */
export function foldWithPositions(text: string): FoldedPositions {
  let folded = "";
  const offsets: number[] = [];
  for (const { 0: original, index, groups } of text.matchAll(piece)) {
    if (groups?.same === undefined) {
      const changed = foldCase(original);
      for (let unit = 0; unit < changed.length; unit++) offsets.push(index);
      folded += changed;
    } else {
      for (let unit = 0; unit < original.length; unit++) offsets.push(index + unit);
      folded += original;
    }
  }
  offsets.push(text.length);
  return { folded, offsets };
}

/** A range `[start, end)` of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Finds a case-folded word in an original text, regardless of width and case. Matches do not overlap. */
export function findFolded(text: string, word: string): Span[] {
  const { folded, offsets } = foldWithPositions(text);
  const found: Span[] = [];
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + word.length)) {
    const start = offsets[at] ?? 0;
    // By folding (NFKC), a character such as ㌔ becomes several units.
    // If a match ends inside the units of one character, the match includes the whole character.
    let unit = at + word.length;
    while (unit < folded.length && offsets[unit] === offsets[at + word.length - 1]) unit++;
    if (start >= (found.at(-1)?.end ?? 0)) found.push({ start, end: offsets[unit] ?? text.length });
  }
  return found;
}

/** Finds the exact text `search`. Matches do not overlap. */
export function findExact(text: string, search: string): Span[] {
  const found: Span[] = [];
  for (let at = text.indexOf(search); at >= 0; at = text.indexOf(search, at + search.length)) {
    found.push({ start: at, end: at + search.length });
  }
  return found;
}
