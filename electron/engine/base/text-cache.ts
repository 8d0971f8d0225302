import { ownCopy } from "#engine/base/own-copy.ts";

/**
 * Caches values by text, up to a number of characters, in two generations of half that size. When the younger
 * is full, it replaces the older, so that values in frequent use stay.
 */
export class TextCache<Value> {
  readonly #limit: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #youngCharacters = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /**
   * Returns the cached value of a text or calls `make`. `size` returns the number of characters that a value
   * takes.
   */
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
    // The text may be a substring of a post, which would otherwise stay in memory
    this.#young.set(ownCopy(text), value);
    this.#youngCharacters += characters;
    return value;
  }
}
