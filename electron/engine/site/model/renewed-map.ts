/** Maximum number of changed keys in a `RenewedMap`. If more keys changed, the map is copied. */
const maxChanged = 32;

/**
 * Returns a map without the keys in `gone`, and with the values in `fresh`.
 * Copies the map only if many keys change, because copying ten thousand entries takes a millisecond.
 */
export function renewedMap<K, V extends object>(
  map: ReadonlyMap<K, V>,
  fresh: ReadonlyMap<K, V>,
  gone: readonly K[] = [],
): ReadonlyMap<K, V> {
  if (fresh.size + gone.length === 0) return map;
  const before = map instanceof RenewedMap ? map : new RenewedMap<K, V>(map, new Map(), new Set());
  const own = new Map([...before.own, ...fresh]);
  const lost = new Set(before.gone);
  for (const key of gone) {
    own.delete(key);
    if (before.base.has(key)) lost.add(key);
  }
  for (const [key, value] of fresh) {
    own.set(key, value);
    lost.delete(key);
  }
  const renewed = new RenewedMap(before.base, own, lost);
  return own.size + lost.size > maxChanged ? copyOf(renewed) : renewed;
}

/** Copies a map. Makes no array of pairs, because freeing such an array takes milliseconds. */
function copyOf<K, V>(map: ReadonlyMap<K, V>): Map<K, V> {
  const copy = new Map<K, V>();
  map.forEach((value, key) => {
    copy.set(key, value);
  });
  return copy;
}

/** A map that differs in a few keys from another map, `base`. */
class RenewedMap<K, V extends object> implements ReadonlyMap<K, V> {
  readonly size: number;
  readonly base: ReadonlyMap<K, V>;
  /** The entries that differ from `base`: new keys, and keys with new values. */
  readonly own: ReadonlyMap<K, V>;
  /** The keys of `base` that this map lacks. */
  readonly gone: ReadonlySet<K>;

  constructor(base: ReadonlyMap<K, V>, own: ReadonlyMap<K, V>, gone: ReadonlySet<K>) {
    this.base = base;
    this.own = own;
    this.gone = gone;
    this.size = base.size - gone.size + [...own.keys()].filter((key) => !base.has(key)).length;
  }

  has(key: K): boolean {
    return this.get(key) !== undefined;
  }

  get(key: K): V | undefined {
    const value = this.own.get(key) ?? this.base.get(key);
    return this.gone.size > 0 && this.gone.has(key) ? undefined : value;
  }

  /** Yields the keys of `base` first, in their order, and then the other keys. */
  *keys(): Generator<K, undefined> {
    for (const key of this.base.keys()) if (this.has(key)) yield key;
    for (const key of this.own.keys()) if (this.has(key) && !this.base.has(key)) yield key;
    return undefined;
  }

  *values(): Generator<V, undefined> {
    for (const [, value] of this) yield value;
    return undefined;
  }

  *entries(): Generator<[K, V], undefined> {
    for (const key of this.keys()) {
      const value = this.get(key);
      if (value !== undefined) yield [key, value];
    }
    return undefined;
  }

  [Symbol.iterator](): Generator<[K, V], undefined> {
    return this.entries();
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const key of this.keys()) {
      const value = this.get(key);
      if (value !== undefined) callback(value, key, this);
    }
  }
}
