import { isDeepStrictEqual } from "node:util";

/**
 * The key of the sections in `blog.yaml`.
 * Unlike in other maps, the order of its keys matters, and its keys can be renamed.
 */
export const ordered = "sections";

/** Whether two values are equal. Maps must also have their keys in the same order. */
export function isSameOrder(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b) && isDeepStrictEqual(Object.keys(Object(a)), Object.keys(Object(b)));
}

/**
 * For each key of `wanted`, returns the index of the same key in `names`, or -1 for a new key.
 * With `canRename`, a new key at the position of a removed key counts as a renamed key.
 */
export function alignKeys(names: readonly string[], wanted: readonly string[], canRename: boolean): number[] {
  const known = new Map(names.map((name, index) => [name, index]));
  const isWanted = new Set(wanted);
  return wanted.map((key, at) => {
    const beside = names[at];
    const isRenamed = canRename && beside !== undefined && !isWanted.has(beside);
    return known.get(key) ?? (isRenamed ? at : -1);
  });
}

/**
 * For each item of `wanted`, returns the index of the corresponding current item, or -1 for a new item.
 * Matches equal items first. Then matches the remaining items by their positions.
 */
export function alignItems(current: readonly unknown[], wanted: readonly unknown[]): number[] {
  const keys = current.map((item) => JSON.stringify(item));
  const free = new Set(current.keys());
  const places = new Map<string, number[]>();
  for (const [index, key] of [...keys.entries()].toReversed()) {
    const same = places.get(key);
    if (same) same.push(index);
    else places.set(key, [index]);
  }
  const take = (index: number | undefined): number =>
    index !== undefined && free.delete(index) ? index : -1;
  const partners = wanted.map((value, at) => {
    const key = JSON.stringify(value);
    if (keys[at] === key && free.has(at)) return take(at);
    const same = places.get(key) ?? [];
    let index = same.pop();
    while (index !== undefined && !free.has(index)) index = same.pop();
    return take(index);
  });
  return partners.map((partner, at) => (partner >= 0 ? partner : take(at)));
}
