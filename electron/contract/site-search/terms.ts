import { foldText } from "./fold.ts";

/**
 * Terms are numbers that stand for words in the index. Words can share a term, so a search checks each match.
 * In scripts without spaces, each pair of adjacent characters and each ideograph has a term.
 * In other scripts, a word has up to four terms: its first three, four, six and nine letters.
 */

const termBits = 21;
/** Number of bits of a term with its mark. The mark is the lowest bit: 1 for titles, 0 for texts. */
export const markedBits = termBits + 1;

/** Marks a term as a term of a text. The lowest bit of the result is 0. */
export function inText(term: number): number {
  return term << 1;
}

/** Marks a term as a term of a title. The lowest bit of the result is 1. */
export function inTitle(term: number): number {
  return (term << 1) | 1;
}

export const unitKinds = { gap: 1, word: 2, dense: 3, ideograph: 4 } as const;
type UnitKind = (typeof unitKinds)[keyof typeof unitKinds];

const ideographs = /^[\p{Script=Han}々〆〇]$/u;
const denseScripts =
  /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー\u3099\u309A\p{Surrogate}]$/u;
const wordCharacters = /^[\p{L}\p{N}\p{M}]$/u;

/** Cached kind of each UTF-16 unit, or 0 before the first use. */
const kinds = new Uint8Array(0x1_0000);

/** Returns the kind of a UTF-16 unit of a folded text. A surrogate belongs to a script without spaces. */
export function kindOf(unit: number): number {
  return kinds[unit] || rememberKind(unit);
}

function rememberKind(unit: number): UnitKind {
  const kind = classify(String.fromCharCode(unit));
  kinds[unit] = kind;
  return kind;
}

function classify(character: string): UnitKind {
  if (ideographs.test(character)) return unitKinds.ideograph;
  if (denseScripts.test(character)) return unitKinds.dense;
  return wordCharacters.test(character) ? unitKinds.word : unitKinds.gap;
}

/** Lengths of the word beginnings in the index. The index contains words of one or two letters as a whole. */
const prefixLengths: readonly number[] = [3, 4, 6, 9];
const longestPrefix = 9;
const shortestPrefix = 3;
const isPrefixLength = Uint8Array.from({ length: longestPrefix + 1 }, (_, length) =>
  prefixLengths.includes(length) ? 1 : 0,
);

/**
 * Initial value of a hash.
 * `hashOn` adds a UTF-16 unit to a hash, as in FNV-1a. `termOf` finishes the hash, as in MurmurHash3.
 */
const hashSeed = 0x811c_9dc5;

function hashOn(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x0100_0193);
}

function termOf(hash: number): number {
  let mixed = hash ^ (hash >>> 16);
  mixed = Math.imul(mixed, 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> (32 - termBits);
}

let terms = new Uint32Array(1 << 13);

/** Returns the terms of a text, with repetitions. The result is valid only until the next call. */
export function termsIn(text: string): Uint32Array {
  const { units } = foldText(text);
  // Each UTF-16 unit adds at most two terms, so twice the number of units is always enough.
  if (terms.length < 2 * units.length + 2) terms = new Uint32Array(4 * units.length + 2);
  let count = 0;
  let before = 0;
  let kindBefore: number = unitKinds.gap;
  let hash = hashSeed;
  let letters = 0;
  for (let at = 0; at <= units.length; at++) {
    const unit = at < units.length ? (units[at] ?? 0) : 0;
    const kind = at < units.length ? kindOf(unit) : unitKinds.gap;
    if (kind === unitKinds.word) {
      letters += 1;
      if (letters <= longestPrefix) {
        hash = hashOn(hash, unit);
        if (isPrefixLength[letters] === 1) terms[count++] = termOf(hash);
      }
    } else {
      if (letters > 0) {
        if (letters < shortestPrefix) terms[count++] = termOf(hash);
        hash = hashSeed;
        letters = 0;
      }
      if (kind === unitKinds.ideograph) terms[count++] = termOf(unit);
      if (kind >= unitKinds.dense && kindBefore >= unitKinds.dense) terms[count++] = pairTerm(before, unit);
    }
    before = unit;
    kindBefore = kind;
  }
  return terms.subarray(0, count);
}

/** Returns the term of two adjacent characters. The two characters are hashed as one number. */
function pairTerm(first: number, second: number): number {
  return termOf((first << 16) | second);
}

/** Maximum number of character pairs that a search looks up for one long word without spaces. */
const maxPairs = 6;

/** Returns terms that occur in every text that contains `piece`. `piece` is folded and has no spaces. */
export function termsToAskFor(piece: string): number[] {
  const terms = new Set<number>();
  for (const { kind, start, end } of runsOf(piece)) {
    if (kind === unitKinds.word) terms.add(prefixTerm(piece.slice(start, end)));
    else for (const term of denseTerms(piece.slice(start, end))) terms.add(term);
  }
  return [...terms];
}

function prefixTerm(word: string): number {
  const longest = prefixLengths.findLast((length) => length <= word.length) ?? word.length;
  let hash = hashSeed;
  for (let at = 0; at < longest; at++) hash = hashOn(hash, word.charCodeAt(at));
  return termOf(hash);
}

/** Divides `run` into pairs of adjacent characters. Returns the terms of the first `maxPairs` pairs. */
function denseTerms(run: string): number[] {
  if (run.length === 1) {
    const unit = run.charCodeAt(0);
    return kindOf(unit) === unitKinds.ideograph ? [termOf(unit)] : [];
  }
  const terms: number[] = [];
  for (let at = 0; at < run.length && terms.length < maxPairs; at += 2) {
    const first = Math.min(at, run.length - 2);
    terms.push(pairTerm(run.charCodeAt(first), run.charCodeAt(first + 1)));
  }
  return terms;
}

interface Run {
  readonly kind: number;
  readonly start: number;
  readonly end: number;
}

/** Splits a folded text into words. In scripts without spaces, splits it into sequences of characters. */
function runsOf(folded: string): Run[] {
  const runs: Run[] = [];
  let start = 0;
  const kindAt = (at: number): number =>
    at < folded.length ? Math.min(kindOf(folded.charCodeAt(at)), unitKinds.dense) : unitKinds.gap;
  for (let at = 1; at <= folded.length; at++) {
    const kind = kindAt(start);
    if (at < folded.length && kindAt(at) === kind) continue;
    if (kind !== unitKinds.gap) runs.push({ kind, start, end: at });
    start = at;
  }
  return runs;
}
