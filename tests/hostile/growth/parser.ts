import type { Seed } from "./seed.ts";

/** A part of the program that parses text from elsewhere. */
export interface Parser {
  readonly name: string;
  readonly seeds: readonly Seed[];
  /** Seeds with which it was slow in the past; they are tried in every run. */
  readonly known?: readonly Seed[];
  /**
   * Parses the text. An error that is shown to users (`AppError`, a message of a parser) counts as a result.
   */
  readonly read: (text: string) => unknown;
}

/** How many of a parser's seeds are tried; `HITOFUDE_GROWTH=all` tries all of them. */
const defaultCount = 6;

/**
 * Returns the seeds to try: the known ones, and others at regular distances, which differ between parsers.
 */
export function seedsToTry({ name, seeds, known = [] }: Parser): readonly Seed[] {
  if (process.env.HITOFUDE_GROWTH === "all") return [...known, ...seeds];
  const step = Math.ceil(seeds.length / defaultCount);
  return [...known, ...seeds.filter((_, index) => (index + name.length) % step === 0)];
}
