import { foldText } from "./fold.ts";

/**
 * Terms: the numbers under which a text is found. Scripts that put no spaces between words give one for every pair of
 * neighbouring characters and for every ideograph; words give one for their first three, four, six and nine letters,
 * so that the beginning of a word finds it, and short words one for themselves. Different terms may share a number:
 * whoever searches looks at the text itself before it counts as found.
 */

/** Terms are numbers below 2 ** termBits. */
const termBits = 21;
/** What stands in an index: a term, and in the lowest bit whether it stands in the title or in the text. */
export const markedBits = termBits + 1;

/** The number under which an entry is found when the term stands in its text. */
export function inText(term: number): number {
  return term << 1;
}

/** The number under which an entry is found when the term stands in its title. */
export function inTitle(term: number): number {
  return (term << 1) | 1;
}

export const unitKinds = { gap: 1, word: 2, dense: 3, ideograph: 4 } as const;
type UnitKind = (typeof unitKinds)[keyof typeof unitKinds];

const ideographs = /^[\p{Script=Han}々〆〇]$/u;
const denseScripts =
  /^[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー\u3099\u309A\p{Surrogate}]$/u;
const wordCharacters = /^[\p{L}\p{N}\p{M}]$/u;

/** What is asked of a UTF-16 unit once is remembered: 0 means not yet. */
const kinds = new Uint8Array(0x1_0000);

/** What a unit of folded text is to the search. Half of a surrogate pair counts as dense: pairs are found by pairs. */
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

/** Letters of a word that have a term of their own; others are found by the longest of these, or whole when shorter. */
const prefixLengths: readonly number[] = [3, 4, 6, 9];
const longestPrefix = 9;
const shortestPrefix = 3;
const isPrefixLength = Uint8Array.from({ length: longestPrefix + 1 }, (_, length) =>
  prefixLengths.includes(length) ? 1 : 0,
);

/** A hash that is continued unit by unit (FNV-1a) and mixed at the end (MurmurHash3's last step). */
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

/** The terms of a text, each as often as it stands there; valid until the next call. Linear in the text. */
export function termsIn(text: string): Uint32Array {
  const { units } = foldText(text);
  // A unit ends two terms at most
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

/** One number for the pair, as it is: `termOf` mixes it well enough. */
function pairTerm(first: number, second: number): number {
  return termOf((first << 16) | second);
}

/** Pairs of a long run that are asked for; the text itself decides about the rest. */
const mostPairs = 6;

/**
 * Terms that every text with this piece has, as few as tell it apart; the piece is folded and holds no space. Empty when
 * there is nothing in it by which a text could be found.
 */
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

/** Pairs side by side, and the last: together they cover the run. */
function denseTerms(run: string): number[] {
  if (run.length === 1) {
    const unit = run.charCodeAt(0);
    return kindOf(unit) === unitKinds.ideograph ? [termOf(unit)] : [];
  }
  const terms: number[] = [];
  for (let at = 0; at < run.length && terms.length < mostPairs; at += 2) {
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

/** The words and the runs of dense characters in a folded text. */
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
