import { shortHash } from "#engine/base/hash.ts";

/**
 * Returns a key of the values by their content. The key is equal if and only if the values are, so a result
 * that depends only on them stays valid while the key stays the same.
 */
export function contentKey(...values: readonly unknown[]): string {
  return shortHash(JSON.stringify(values));
}

const keys = new WeakMap<object, string>();

/** Sets the key of an immutable object, if the caller knows a key without serialising the object. */
export function rememberKey(value: object, key: string): void {
  keys.set(value, key);
}

/** Returns the content key of an immutable object, which is computed once. */
export function keyOf(value: object): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const key = contentKey(value);
  keys.set(value, key);
  return key;
}
