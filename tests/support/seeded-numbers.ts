/**
 * Returns a random generator (Park and Miller) for numbers from 0 to 1.
 * The same seed results in the same numbers on every computer.
 */
export function seededNumbers(seed: number): () => number {
  let state = ((seed % 44_000) + 1) * 48_271;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
