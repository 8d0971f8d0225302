import { ownCopy } from "#engine/base/own-copy.ts";

/**
 * Remembers what texts were turned into, up to a number of characters: two generations of half of that each, of which the
 * older goes when the younger is full, so that what is used again and again stays.
 */
export class TextCache<Value> {
  readonly #limit: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #youngCharacters = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** What `make` made of this text before, or makes of it now. `size` is the number of characters that a value takes. */
  get(text: string, make: () => Value, size: (value: Value) => number): Value {
    const known = this.#young.get(text);
    if (known !== undefined) return known;
    const value = this.#old.get(text) ?? make();
    const characters = text.length + size(value);
    if (this.#youngCharacters + characters > this.#limit / 2) {
      this.#old = this.#young;
      this.#young = new Map();
      this.#youngCharacters = 0;
    }
    // The text may be a part of a post, which shall not be kept with it
    this.#young.set(ownCopy(text), value);
    this.#youngCharacters += characters;
    return value;
  }
}
