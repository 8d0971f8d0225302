import { visibleWords } from "./visible-words.ts";

/** For each character of a shown text, its offset in the Markdown. Offsets never decrease. */
export interface Alignment {
  readonly offsets: Int32Array;
}

/**
 * The searches to try after a difference between two texts. The first successful search is used.
 * A search takes the next `alike` characters of one text.
 * It looks for them in the next `reach` characters of the other text.
 */
const waysBack = [
  { alike: 8, reach: 2000 },
  { alike: 4, reach: 400 },
  { alike: 2, reach: 40 },
  { alike: 1, reach: 8 },
] as const;

/**
 * For each character of a text on the page, finds its offset in the Markdown.
 * After a difference, such as an entity or a formula, continues at the nearest match.
 */
export function alignWords(markdown: string, shown: string): Alignment {
  const words = visibleWords(markdown);
  const offsets = new Int32Array(shown.length + 1).fill(-1);
  let a = 0;
  let b = 0;
  while (a < words.text.length && b < shown.length) {
    if (alike(words.text, a, shown, b)) offsets[b++] = words.offsets[a++] ?? 0;
    else if (isSpace(words.text, a)) a++;
    else if (isSpace(shown, b)) b++;
    else {
      const [skipA, skipB] = wayBack(words.text, a, shown, b);
      a += skipA;
      b += skipB;
    }
  }
  return { offsets: fillGaps(offsets, markdown.length) };
}

/** Converts an offset in the shown text to an offset in the Markdown. Offsets may have a fraction. */
export function sourceOffset({ offsets }: Alignment, shown: number): number {
  const at = Math.min(Math.max(Math.floor(shown), 0), offsets.length - 1);
  const here = offsets[at] ?? 0;
  const next = offsets[at + 1] ?? here;
  return here + (next - here) * (shown - at);
}

/**
 * Inverse of `sourceOffset`: converts an offset in the Markdown to an offset in the shown text.
 * If the page does not show the Markdown at `source`, uses the last shown character before `source`.
 */
export function shownOffset({ offsets }: Alignment, source: number): number {
  let low = 0;
  let high = offsets.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) <= source) low = middle;
    else high = middle;
  }
  const here = offsets[low] ?? 0;
  const next = offsets[high] ?? here;
  return next <= here ? low : low + Math.min(1, Math.max(0, (source - here) / (next - here))) * (high - low);
}

/** Returns how many characters to skip in each text until both texts match again. */
function wayBack(words: string, a: number, shown: string, b: number): readonly [number, number] {
  for (const { alike: length, reach } of waysBack) {
    const inWords = distance(words, a, shown.slice(b, b + length), reach);
    const inShown = distance(shown, b, words.slice(a, a + length), reach);
    if (inWords < 0 && inShown < 0) continue;
    return inShown < 0 || (inWords >= 0 && inWords <= inShown) ? [inWords, 0] : [0, inShown];
  }
  return [1, 1];
}

function distance(text: string, from: number, words: string, reach: number): number {
  return text.slice(from, from + reach).indexOf(words);
}

function alike(words: string, a: number, shown: string, b: number): boolean {
  return words[a] === shown[b] || (isSpace(words, a) && isSpace(shown, b));
}

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0x0a || code === 0x09;
}

/** Gives each character without a match the offset at which the match before it ends. */
function fillGaps(offsets: Int32Array, length: number): Int32Array {
  let next = 0;
  for (let i = 0; i < offsets.length; i++) {
    const offset = offsets[i] ?? -1;
    if (offset < 0) offsets[i] = Math.min(next, length);
    else next = offset + 1;
  }
  return offsets;
}
