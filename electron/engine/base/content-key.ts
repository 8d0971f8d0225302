import { shortHash } from "./hash.ts";

/** Returns a key that depends only on the content of the values: equal values have equal keys. */
export function contentKey(...values: readonly unknown[]): string {
  return shortHash(JSON.stringify(values));
}

const keys = new WeakMap<object, string>();

/** Sets the content key of an immutable object, so that the object need not be serialised. */
export function rememberKey(value: object, key: string): void {
  keys.set(value, key);
}

export function keyOf(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = contentKey(value);
  keys.set(value, key);
  return key;
}

interface Part<Entry> {
  readonly entries: readonly Entry[];
  readonly key: string;
}

/** Computes a hash of a list of immutable objects. Caches a hash for each group of consecutive objects. */
export class EntriesKey<Entry extends object> {
  readonly #keyOf: (entry: Entry) => string;
  readonly #groupOf: (entry: Entry) => string;
  #parts: ReadonlyMap<string, Part<Entry>> = new Map();

  /**
   * `groupOf` returns the name of an entry's group. Consecutive entries of one group are hashed together.
   * `keyOfEntry` returns the key of one object. Default: the key of its whole content.
   */
  constructor(groupOf: (entry: Entry) => string, keyOfEntry: (entry: Entry) => string = keyOf) {
    this.#groupOf = groupOf;
    this.#keyOf = keyOfEntry;
  }

  of(entries: readonly Entry[]): string {
    const parts = new Map<string, Part<Entry>>();
    const keys: string[] = [];
    for (let start = 0; start < entries.length; ) {
      const group = this.#groupOf(entries[start] as Entry);
      let end = start + 1;
      while (end < entries.length && this.#groupOf(entries[end] as Entry) === group) end += 1;
      const part = this.#partOf(entries.slice(start, end), this.#parts.get(group));
      parts.set(group, part);
      keys.push(part.key);
      start = end;
    }
    this.#parts = parts;
    return shortHash(keys.join("\n"));
  }

  #partOf(entries: readonly Entry[], known: Part<Entry> | undefined): Part<Entry> {
    const isSame =
      known?.entries.length === entries.length && entries.every((entry, at) => entry === known.entries[at]);
    return isSame ? known : { entries, key: shortHash(entries.map(this.#keyOf).join("\n")) };
  }
}
