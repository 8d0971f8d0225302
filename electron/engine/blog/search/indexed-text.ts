import { foldCase } from "#contract/text/fold-case.ts";
import { packedBytes, packText } from "#engine/base/packed-text.ts";

/** Bits of the Bloom filter per character. About one in five absent bigrams is reported as present. */
const bitsPerCharacter = 4;
const fewestBits = 256;
const maxBits = 65_536;

/**
 * A case-folded text with a Bloom filter of its bigrams. The filter rules out most absent words quickly.
 * Japanese has no spaces between words, so the filter contains bigrams instead of words.
 */
export class IndexedText {
  readonly #text: Buffer;
  readonly #filter: Uint8Array;

  constructor(text: string) {
    const folded = foldCase(text);
    const bits = sizeFor(folded.length);
    const filter = packedBytes(bits / 8);
    for (let at = 1; at < folded.length; at++) {
      const bit = bigramBit(folded, at, bits);
      filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
    this.#text = packText(folded);
    this.#filter = filter;
  }

  get folded(): string {
    return this.#text.toString();
  }

  /** Whether the text contains a word. The word must already be case-folded. */
  includes(word: string): boolean {
    const bits = this.#filter.length * 8;
    for (let at = 1; at < word.length; at++) {
      const bit = bigramBit(word, at, bits);
      if (((this.#filter[bit >>> 3] ?? 0) & (1 << (bit & 7))) === 0) return false;
    }
    return this.#text.includes(word);
  }
}

function sizeFor(length: number): number {
  let bits = fewestBits;
  while (bits < maxBits && bits < length * bitsPerCharacter) bits *= 2;
  return bits;
}

/**
 * Returns the index of a bigram's bit. `at` is the offset of the second character. `bits` is a power of two.
 */
function bigramBit(text: string, at: number, bits: number): number {
  const pair = Math.imul(text.charCodeAt(at - 1), 0x9e37_79b1) ^ Math.imul(text.charCodeAt(at), 0x85eb_ca6b);
  return (pair ^ (pair >>> 15)) & (bits - 1);
}
