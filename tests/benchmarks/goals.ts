/** A measured figure and its upper limit. */
export interface Goal {
  readonly name: string;
  /** Undefined if the figure was not measured. */
  readonly figure: number | undefined;
  readonly atMost: number;
  /** Unit, such as `ms`, `MiB`, `× Hugo`. */
  readonly unit: string;
}

/**
 * Prints each goal with its figure. With `strict`, a missed goal sets the exit code to 1.
 */
export function printGoals(goals: readonly Goal[], strict: boolean): void {
  console.log("");
  for (const goal of goals) {
    const { name, figure, atMost, unit } = goal;
    const verdict = figure === undefined ? "not run" : isMissed(goal) ? "missed " : "met    ";
    const value = figure === undefined ? "-" : round(figure);
    console.log(
      `  ${verdict}  ${name}: ${value} ${unit} (goal: at most ${Number(atMost.toPrecision(3))} ${unit})`,
    );
  }
  if (strict) reportMissed(goals);
}

/** Sets the exit code to 1 if a goal is missed. A goal without a figure is not missed. */
export function reportMissed(goals: readonly Goal[]): void {
  if (goals.some(isMissed)) process.exitCode = 1;
}

function isMissed({ figure, atMost }: Goal): boolean {
  return figure !== undefined && !(figure <= atMost);
}

function round(value: number): string {
  if (Number.isInteger(value) || value >= 100) return value.toFixed(0);
  return value < 0.1 ? value.toFixed(3) : value.toFixed(2);
}
