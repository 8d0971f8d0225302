/** A text that can be asked quickly whether it contains another, folded as `foldText` does. */
export interface IndexedText {
  readonly folded: string;
  includes(word: string): boolean;
}

/** What a search compares: full and half width, compatibility forms and case are the same. */
export function foldText(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}

/** Bits per character: about one bigram in five that is not in the text seems to be, so few words of three slip through. */
const bitsPerCharacter = 4;
const fewestBits = 256;
const mostBits = 65_536;

/**
 * Folds a text and notes which pairs of characters it has (a Bloom filter of bigrams), so that most texts without a
 * word need not be looked through. Japanese has no spaces between words; pairs of characters need none.
 */
export function indexText(text: string): IndexedText {
  const folded = foldText(text);
  const bits = sizeFor(folded.length);
  const filter = new Uint32Array(bits / 32);
  for (let at = 1; at < folded.length; at++) {
    const bit = bigramBit(folded, at, bits);
    filter[bit >>> 5] = (filter[bit >>> 5] ?? 0) | (1 << (bit & 31));
  }
  return {
    folded,
    includes(word) {
      for (let at = 1; at < word.length; at++) {
        const bit = bigramBit(word, at, bits);
        if (((filter[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
      }
      return folded.includes(word);
    },
  };
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
