import { ownCopy } from "./packed-text.ts";

/**
 * Caches values by text, up to `limit` characters in total.
 * The cache consists of a younger and an older map, each with half of the limit.
 * When the younger map is full, it becomes the older map. A new younger map begins empty.
 * A value that is read from the older map is copied to the younger map, so that used values stay cached.
 */
export class TextCache<Value> {
  readonly #limit: number;
  #young = new Map<string, Value>();
  #old = new Map<string, Value>();
  #youngCharacters = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Returns the cached value of a text, or makes the value. `size` returns a value's size in characters. */
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
    // Stores a copy, because a substring would keep the whole post in memory.
    this.#young.set(ownCopy(text), value);
    this.#youngCharacters += characters;
    return value;
  }
}
