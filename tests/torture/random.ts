/** Chance that can be repeated. */
export interface Random {
  /** From 0 up to 1. */
  number(): number;
  /** A whole number, both ends included. */
  between(low: number, high: number): number;
}

/** Chance from a seed: the same seed gives the same run, as far as the machine's own timing allows (mulberry32). */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const number = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { number, between: (low, high) => low + Math.floor(number() * (high - low + 1)) };
}
