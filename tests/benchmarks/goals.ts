/** A figure and what it shall be at most. */
export interface Goal {
  readonly name: string;
  readonly figure: number;
  readonly atMost: number;
  /** `ms`, `MiB`, `× Hugo`. */
  readonly unit: string;
}

/**
 * Prints each goal with the figure and whether it is met. A missed goal is no failure: the goals are where the project
 * means to go. With `strict` it sets the exit code to 1.
 */
export function printGoals(goals: readonly Goal[], strict: boolean): void {
  console.log("");
  for (const { name, figure, atMost, unit } of goals) {
    const verdict = figure <= atMost ? "met   " : "missed";
    console.log(`  ${verdict}  ${name}: ${round(figure)} ${unit} (goal: at most ${atMost} ${unit})`);
  }
  if (strict && goals.some(({ figure, atMost }) => !(figure <= atMost))) process.exitCode = 1;
}

function round(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
