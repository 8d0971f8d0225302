import { packedBytes, packText } from "#engine/base/packed-text.ts";

/** What a search compares: full and half width, compatibility forms and case are the same. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Bits per character: about one bigram in five that is not in the text seems to be, so few words of three slip through. */
const bitsPerCharacter = 4;
const fewestBits = 256;
const mostBits = 65_536;

/**
 * A text that can be asked quickly whether it contains another, folded as `foldText` does. It notes which pairs of characters it
 * has (a Bloom filter of bigrams), so that most texts without a word need not be looked through. Japanese has no spaces between
 * words; pairs of characters need none.
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

  /** The text as a search compares it. */
  get folded(): string {
    return this.#text.toString();
  }

  /** Whether the text contains a word, folded as well. */
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

/** The bit of the pair that ends at `at`; `bits` is a power of two. */
function bigramBit(text: string, at: number, bits: number): number {
  const pair = Math.imul(text.charCodeAt(at - 1), 0x9e37_79b1) ^ Math.imul(text.charCodeAt(at), 0x85eb_ca6b);
  return (pair ^ (pair >>> 15)) & (bits - 1);
}
