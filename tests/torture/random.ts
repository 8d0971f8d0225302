/** A repeatable random generator. */
export interface Random {
  /** Returns a number from 0 up to, but not including, 1. */
  number(): number;
  /** Returns an integer; both ends are included. */
  between(low: number, high: number): number;
}

/**
 * Returns a generator for a seed.
 * The same seed results in the same run, as far as the computer's timing allows (mulberry32).
 */
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
