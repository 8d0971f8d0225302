/** Maximum number of changed values in a `RenewedMap`. If more values changed, the map is copied. */
const maxRenewed = 32;

/**
 * Returns a map in which some keys have new values.
 * Copies the map only if many values change, because copying ten thousand entries takes a millisecond.
 */
export function renewedMap<K, V extends object>(
  map: ReadonlyMap<K, V>,
  values: ReadonlyMap<K, V>,
): ReadonlyMap<K, V> {
  if (values.size === 0) return map;
  const [base, own] =
    map instanceof RenewedMap ? [map.base, new Map([...map.own, ...values])] : [map, values];
  return own.size > maxRenewed ? new Map([...base, ...own]) : new RenewedMap(base, own);
}

class RenewedMap<K, V extends object> implements ReadonlyMap<K, V> {
  readonly base: ReadonlyMap<K, V>;
  readonly own: ReadonlyMap<K, V>;

  constructor(base: ReadonlyMap<K, V>, own: ReadonlyMap<K, V>) {
    this.base = base;
    this.own = own;
  }

  get size(): number {
    return this.base.size;
  }

  has(key: K): boolean {
    return this.base.has(key);
  }

  get(key: K): V | undefined {
    return this.own.get(key) ?? this.base.get(key);
  }

  keys(): MapIterator<K> {
    return this.base.keys();
  }

  *values(): Generator<V, undefined> {
    for (const [key, value] of this.base) yield this.own.get(key) ?? value;
    return undefined;
  }

  *entries(): Generator<[K, V], undefined> {
    for (const [key, value] of this.base) yield [key, this.own.get(key) ?? value];
    return undefined;
  }

  [Symbol.iterator](): Generator<[K, V], undefined> {
    return this.entries();
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }
}
