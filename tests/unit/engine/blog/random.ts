/** Returns pseudo-random numbers that are the same in each run (mulberry32). */
export function createRandom(seed: number): {
  below(limit: number): number;
  /** Returns one of the items; the list must not be empty. */
  pick<T>(items: readonly T[]): T;
} {
  let state = seed;
  const below = (limit: number): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % limit;
  };
  const pick = <T>(items: readonly T[]): T => {
    const [item] = items.slice(below(items.length));
    if (item === undefined) throw new Error("nothing to pick from");
    return item;
  };
  return { below, pick };
}
