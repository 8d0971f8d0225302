import { shortHash } from "#engine/base/hash.ts";

/**
 * Returns a key of values by their content: equal values, equal key. Results derived from these values alone
 * are current while the key is the same.
 */
export function contentKey(...values: readonly unknown[]): string {
  return shortHash(JSON.stringify(values));
}

const keys = new WeakMap<object, string>();

/** Sets the key of an immutable object, where it is known without serialising the object. */
export function rememberKey(value: object, key: string): void {
  keys.set(value, key);
}

/** Returns the content key of an immutable object; computed once for each object. */
export function keyOf(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = contentKey(value);
  keys.set(value, key);
  return key;
}
