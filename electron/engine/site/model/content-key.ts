import { shortHash } from "#engine/base/hash.ts";

/**
 * A key that stands for values by their content: equal values, equal key. Whatever is made from these values alone need
 * not be made again while the key is the same.
 */
export function contentKey(...values: readonly unknown[]): string {
  return shortHash(JSON.stringify(values));
}

const keys = new WeakMap<object, string>();

/** Gives an object that is never changed its key, where that is known without looking through the whole object. */
export function rememberKey(value: object, key: string): void {
  keys.set(value, key);
}

/** The content key of an object that is never changed; computed once for each object. */
export function keyOf(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = contentKey(value);
  keys.set(value, key);
  return key;
}
