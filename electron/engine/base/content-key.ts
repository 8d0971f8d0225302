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

const partLength = 256;

interface Part<Entry> {
  readonly entries: readonly Entry[];
  readonly key: string;
}

/** Computes a hash of a list of immutable objects. Caches the hashes of groups of objects. */
export class EntriesKey<Entry extends object> {
  readonly #keyOf: (entry: Entry) => string;
  #parts: readonly Part<Entry>[] = [];

  /** `keyOfEntry` returns the key of one object. Default: the key of its whole content. */
  constructor(keyOfEntry: (entry: Entry) => string = keyOf) {
    this.#keyOf = keyOfEntry;
  }

  of(all: Iterable<Entry>): string {
    const entries = [...all];
    const parts: Part<Entry>[] = [];
    for (let start = 0; start < entries.length; start += partLength) {
      const part = entries.slice(start, start + partLength);
      const known = this.#parts[parts.length];
      const isSame =
        known?.entries.length === part.length && part.every((entry, at) => entry === known.entries[at]);
      parts.push(isSame ? known : { entries: part, key: shortHash(part.map(this.#keyOf).join("\n")) });
    }
    this.#parts = parts;
    return shortHash(parts.map(({ key }) => key).join("\n"));
  }
}
