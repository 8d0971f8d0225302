import type { Goal } from "../goals.ts";
import { quantile } from "../measure.ts";
import { figure } from "../table.ts";
import type { Desk } from "./desk.ts";

/** How much is measured. */
export interface Effort {
  /** Rounds that count. */
  readonly rounds: number;
  /** Keys of each round. */
  readonly keys: number;
  /** Which of the texts of *thread*; see there. */
  readonly texts: readonly string[];
}

/** One part of the benchmark: prints its tables and returns its goals. */
export type Part = (desk: Desk, effort: Effort) => Promise<Goal[]>;

/** `p50 / p95` of values. */
export function spread(values: readonly number[]): string {
  return `${figure(quantile(values, 0.5))} / ${figure(quantile(values, 0.95))}`;
}
