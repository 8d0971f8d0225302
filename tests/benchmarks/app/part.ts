import type { Goal } from "../goals.ts";
import { quantile } from "../measure.ts";
import { figure } from "../table.ts";
import type { Desk } from "./desk.ts";

/** The amount of work that a benchmark does. */
export interface Effort {
  /** Number of measured rounds. */
  readonly rounds: number;
  /** Number of key presses in each round. */
  readonly keys: number;
  /** Names of the texts for the part *thread* (see `thread-part.ts`). */
  readonly texts: readonly string[];
}

/** One part of the benchmark: prints its tables and returns its goals. */
export type Part = (desk: Desk, effort: Effort) => Promise<Goal[]>;

/** Returns the median and the 95th percentile of the values as text: `p50 / p95`. */
export function spread(values: readonly number[]): string {
  return `${figure(quantile(values, 0.5))} / ${figure(quantile(values, 0.95))}`;
}
