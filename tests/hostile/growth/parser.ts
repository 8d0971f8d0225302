import type { Seed } from "./seed.ts";

/** Something of the program that reads a text from elsewhere. */
export interface Parser {
  readonly name: string;
  readonly seeds: readonly Seed[];
  /** Reads the text; an error that a person is to see (`AppError`, a message of a parser) is as good as a result. */
  readonly read: (text: string) => unknown;
}
