import { packedBytes, packText } from "#engine/base/packed-text.ts";

/** Normalizes a text for search: full and half width, compatibility forms and case become equal. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/**
 * Bits per character: about one in five absent bigrams is a false positive, so few absent words of three
 * bigrams pass.
 */
const bitsPerCharacter = 4;
const fewestBits = 256;
const mostBits = 65_536;

/**
 * A folded text with a Bloom filter of its bigrams, so that most texts without a word need not be scanned.
 * Bigrams need no spaces between words, which Japanese does not have.
 */
export class IndexedText {
  readonly #text: Buffer;
  readonly #filter: Uint8Array;

  constructor(text: string) {
    const folded = foldText(text);
    const bits = sizeFor(folded.length);
    const filter = packedBytes(bits / 8);
    for (let at = 1; at < folded.length; at++) {
      const bit = bigramBit(folded, at, bits);
      filter[bit >>> 3] = (filter[bit >>> 3] ?? 0) | (1 << (bit & 7));
    }
    this.#text = packText(folded);
    this.#filter = filter;
  }

  /** The text, folded as in `foldText`. */
  get folded(): string {
    return this.#text.toString();
  }

  /** Whether the text contains a folded word. */
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
  while (bits < mostBits && bits < length * bitsPerCharacter) bits *= 2;
  return bits;
}

/** Returns the bit of the bigram that ends at `at`; `bits` is a power of two. */
function bigramBit(text: string, at: number, bits: number): number {
  const pair = Math.imul(text.charCodeAt(at - 1), 0x9e37_79b1) ^ Math.imul(text.charCodeAt(at), 0x85eb_ca6b);
  return (pair ^ (pair >>> 15)) & (bits - 1);
}
