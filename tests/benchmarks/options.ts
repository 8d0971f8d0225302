import { parseArgs } from "node:util";

/** What every benchmark can be told. */
export interface BenchmarkOptions {
  /** Rounds that count. */
  readonly rounds: number;
  /** A missed goal is an error. */
  readonly strict: boolean;
  /** Further numbers, by name. */
  number(name: string, otherwise: number): number;
  /** Further words, by name. */
  text(name: string, otherwise: string): string;
}

/** Reads `--strict`, `--rounds N`, and the numbers and words named here from the command line; wrong use throws. */
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
