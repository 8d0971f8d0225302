import type { TestReport, TestStep } from "#contract/types/connection-test-types.ts";
import { type AppError, type MessageValues, toWireError } from "#contract/errors.ts";

/** Collects the results of the steps of a connection test, and reports each result immediately. */
export class TestLog {
  readonly #steps: readonly TestStep[];
  readonly #onReport: (report: TestReport) => void;
  readonly #reports = new Map<TestStep, TestReport>();
  #current: TestStep | null = null;

  /** `steps` are the steps that apply to this kind of target, in order. */
  constructor(steps: readonly TestStep[], onReport: (report: TestReport) => void) {
    this.#steps = steps;
    this.#onReport = onReport;
  }

  /** The step in progress, or null before the first step and between two steps. */
  get current(): TestStep | null {
    return this.#current;
  }

  start(step: TestStep): void {
    this.#current = step;
    this.#report({ step, state: "running", values: {}, finding: null });
  }

  /** Ends the current step as passed. `warning` is a problem that was found although the step succeeded. */
  pass(values: MessageValues = {}, warning: AppError | null = null): void {
    if (this.#current === null) return;
    const state = warning ? "warned" : "passed";
    this.#report({ step: this.#current, state, values, finding: warning ? toWireError(warning) : null });
    this.#current = null;
  }

  fail(error: AppError): void {
    if (this.#current === null) return;
    this.#report({ step: this.#current, state: "failed", values: {}, finding: toWireError(error) });
    this.#current = null;
  }

  /** Returns the results of all steps, in order. Steps that were not reached count as skipped. */
  finish(): TestReport[] {
    for (const step of this.#steps) {
      if (!this.#reports.has(step)) this.#report({ step, state: "skipped", values: {}, finding: null });
    }
    return this.#steps.flatMap((step) => this.#reports.get(step) ?? []);
  }

  #report(report: TestReport): void {
    this.#reports.set(report.step, report);
    this.#onReport(report);
  }
}
