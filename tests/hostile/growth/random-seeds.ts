import fc from "fast-check";
import { repeated, type Seed } from "./seed.ts";

/**
 * Returns random combinations of a language's pieces.
 * The combinations are the same in each run unless another random seed is given.
 */
export function randomSeeds(pieces: readonly string[], count: number): Seed[] {
  const some = (max: number) => fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: max });
  const parts = fc.tuple(some(2), some(4), some(2));
  return fc
    .sample(parts, count)
    .map(([before, piece, after]) =>
      repeated(piece.join(""), { before: before.join(""), after: after.join("") }),
    );
}
