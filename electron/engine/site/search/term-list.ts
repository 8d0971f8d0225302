import { digitCodes, digitOfCode } from "#contract/site-search/numbers.ts";
import { markedBits, termsIn } from "#contract/site-search/terms.ts";
import { radixSort } from "./radix-sort.ts";

/**
 * Number of a term's high bits, which choose the bucket of the term in a term list.
 * A term list is printable ASCII. Its first digit states how many digits each offset has.
 * After the first digit come the end offsets of the buckets, counted from the beginning of the first term.
 * A term is written as its distance from the previous term, or from the start of its bucket.
 */
const bucketBits = 6;
const buckets = 1 << bucketBits;
const innerBits = markedBits - bucketBits;
const innerMask = (1 << innerBits) - 1;

const base = digitCodes.length;
/**
 * Digit that marks a difference of four digits. Odd and large differences are written in this way.
 * Small even differences are halved and written with two digits, because most differences are even.
 */
const longMark = base - 1;
const shortEnd = 2 * longMark * base;

const seen = new Uint8Array(2 ** (markedBits - 3));
let scratch = new Uint32Array(1 << 14);
let spare = new Uint32Array(1 << 14);
let bytes = new Uint8Array(1 << 16);

/** Returns the terms of an entry's title and text as a term list. */
export function listTerms(title: string, text: string): string {
  const count = uniqueTerms(title, text);
  if (bytes.length < 4 * (count + buckets) + 1) bytes = new Uint8Array(8 * (count + buckets));
  // The offsets stand before the terms, but the length of all terms decides how many digits an offset needs.
  // Writes the terms first, and leaves space before the terms for the longest possible offsets.
  const ends = new Uint32Array(buckets);
  const body = 1 + 4 * buckets;
  const end = writeDistances(count, body, ends);
  const width = end - body < base ? 1 : end - body < base ** 2 ? 2 : end - body < base ** 3 ? 3 : 4;
  bytes[0] = digitCodes[width] ?? 0;
  for (let bucket = 0; bucket < buckets; bucket++) {
    writeDigits(1 + bucket * width, width, (ends[bucket] ?? 0) - body);
  }
  bytes.copyWithin(1 + width * buckets, body, end);
  return Buffer.from(bytes.buffer, 0, 1 + width * buckets + end - body).toString("latin1");
}

function uniqueTerms(title: string, text: string): number {
  const titleCount = addUnseen(termsIn(title), 1, 0);
  const count = addUnseen(termsIn(text), 0, titleCount);
  for (let index = 0; index < count; index++) seen[(scratch[index] ?? 0) >>> 3] = 0;
  radixSort(scratch.subarray(0, count), spare.subarray(0, count), 0, markedBits);
  return count;
}

/** Writes the terms that are not in `seen` to `scratch`, beginning at `start`. Returns the end index. */
function addUnseen(terms: Uint32Array, mark: 0 | 1, start: number): number {
  if (scratch.length < start + terms.length) grow(2 * (start + terms.length));
  let count = start;
  for (let index = 0; index < terms.length; index++) {
    const marked = ((terms[index] ?? 0) << 1) | mark;
    const known = seen[marked >>> 3] ?? 0;
    const bit = 1 << (marked & 7);
    if ((known & bit) !== 0) continue;
    seen[marked >>> 3] = known | bit;
    scratch[count++] = marked;
  }
  return count;
}

function grow(length: number): void {
  const larger = new Uint32Array(length);
  larger.set(scratch);
  scratch = larger;
  spare = new Uint32Array(length);
}

function writeDistances(count: number, start: number, ends: Uint32Array): number {
  let at = start;
  let bucket = 0;
  let before = 0;
  for (let index = 0; index < count; index++) {
    const marked = scratch[index] ?? 0;
    for (; bucket < marked >>> innerBits; before = 0) ends[bucket++] = at;
    const inner = marked & innerMask;
    const distance = inner - before;
    if (distance < shortEnd && (distance & 1) === 0) {
      const high = (distance / (2 * base)) | 0;
      bytes[at++] = digitCodes[high] ?? 0;
      bytes[at++] = digitCodes[(distance >>> 1) - high * base] ?? 0;
    } else {
      bytes[at++] = digitCodes[longMark] ?? 0;
      at = writeDigits(at, 3, distance);
    }
    before = inner;
  }
  ends.fill(at, bucket);
  return at;
}

function writeDigits(at: number, count: number, value: number): number {
  let rest = value;
  for (let place = at + count - 1; place >= at; place--) {
    bytes[place] = digitCodes[rest % base] ?? 0;
    rest = Math.floor(rest / base);
  }
  return at + count;
}

/** Calls `take` with each term from `start` to `end` (exclusive), in ascending order. */
export function readTerms(list: string, start: number, end: number, take: (marked: number) => void): void {
  const width = list === "" ? 0 : (digitOfCode[list.charCodeAt(0)] ?? 0);
  if (width === 0) return;
  const body = 1 + width * buckets;
  const last = (end - 1) >>> innerBits;
  let at = body;
  if (start >>> innerBits > 0) at += readDigits(list, 1 + ((start >>> innerBits) - 1) * width, width);
  for (let bucket = start >>> innerBits; bucket <= last; bucket++) {
    const bucketEnd = body + readDigits(list, 1 + bucket * width, width);
    let marked = bucket << innerBits;
    while (at < bucketEnd) {
      const first = digitOfCode[list.charCodeAt(at)] ?? 0;
      if (first === longMark) {
        marked += readDigits(list, at + 1, 3);
        at += 4;
      } else {
        marked += 2 * (first * base + (digitOfCode[list.charCodeAt(at + 1)] ?? 0));
        at += 2;
      }
      if (marked >= end) return;
      if (marked >= start) take(marked);
    }
  }
}

function readDigits(list: string, at: number, count: number): number {
  let value = 0;
  for (let place = at; place < at + count; place++) {
    value = value * base + (digitOfCode[list.charCodeAt(place)] ?? 0);
  }
  return value;
}

/** Calls `take` with each term that only one of the two lists contains. `isAdded` means list `b`. */
export function readDifferences(
  a: string,
  b: string,
  take: (marked: number, isAdded: boolean) => void,
): void {
  const before = new Set<number>();
  const all = 2 ** markedBits;
  readTerms(a, 0, all, (marked) => before.add(marked));
  readTerms(b, 0, all, (marked) => {
    if (!before.delete(marked)) take(marked, true);
  });
  for (const marked of before) take(marked, false);
}
