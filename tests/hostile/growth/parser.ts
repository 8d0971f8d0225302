import type { Seed } from "./seed.ts";

/** Something of the program that reads a text from elsewhere. */
export interface Parser {
  readonly name: string;
  readonly seeds: readonly Seed[];
  /** Seeds that it was once slow with: they are tried in every run. */
  readonly known?: readonly Seed[];
  /** Reads the text; an error that a person is to see (`AppError`, a message of a parser) is as good as a result. */
  readonly read: (text: string) => unknown;
}

/** How many of a parser's seeds are tried; `HITOFUDE_GROWTH=all` tries all of them. */
const usualCount = 6;

/** The seeds to try: the known ones, and every so many of the others, not the same ones for each parser. */
export function seedsToTry({ name, seeds, known = [] }: Parser): readonly Seed[] {
  if (process.env.HITOFUDE_GROWTH === "all") return [...known, ...seeds];
  const step = Math.ceil(seeds.length / usualCount);
  return [...known, ...seeds.filter((_, index) => (index + name.length) % step === 0)];
}
