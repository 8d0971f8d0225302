import { parseArgs } from "node:util";

/** The options that every benchmark has. */
export interface BenchmarkOptions {
  /** Number of measured rounds. */
  readonly rounds: number;
  /** Whether a missed goal is an error. */
  readonly strict: boolean;
  /** Returns another option of the command line as a number. */
  number(name: string, otherwise: number): number;
  /** Returns another option of the command line as text. */
  text(name: string, otherwise: string): string;
}

/**
 * Reads `--strict`, `--rounds N`, and the given numbers and texts from the command line.
 * Throws for invalid options.
 */
export function readOptions(
  rounds: number,
  numbers: readonly string[] = [],
  texts: readonly string[] = [],
): BenchmarkOptions {
  const named = ["rounds", ...numbers, ...texts].map((name) => [name, { type: "string" as const }] as const);
  const { strict, ...given }: Record<string, unknown> = parseArgs({
    options: { ...Object.fromEntries(named), strict: { type: "boolean" } },
  }).values;
  const number = (name: string, otherwise: number, least = 0): number => {
    const value = given[name] === undefined ? otherwise : Number(given[name]);
    if (!Number.isInteger(value) || value < least) {
      throw new Error(`--${name} takes a whole number from ${least}`);
    }
    return value;
  };
  const text = (name: string, otherwise: string): string => String(given[name] ?? otherwise);
  return { rounds: number("rounds", rounds, 1), strict: strict === true, number, text };
}
