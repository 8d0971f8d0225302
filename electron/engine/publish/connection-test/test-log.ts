import type { TestReport, TestStep } from "#contract/types/publish-run-types.ts";
import { type AppError, type MessageValues, toWireError } from "#contract/errors.ts";

/** Keeps how each step of a connection test ended, and tells it as it happens. */
export class TestLog {
  readonly #steps: readonly TestStep[];
  readonly #onReport: (report: TestReport) => void;
  readonly #reports = new Map<TestStep, TestReport>();
  #current: TestStep | null = null;

  /** `steps`: those that this target has, in their order. */
  constructor(steps: readonly TestStep[], onReport: (report: TestReport) => void) {
    this.#steps = steps;
    this.#onReport = onReport;
  }

  /** The step that is being tried; null before the first and after the last. */
  get current(): TestStep | null {
    return this.#current;
  }

  start(step: TestStep): void {
    this.#current = step;
    this.#tell({ step, state: "running", values: {}, finding: null });
  }

  /** The current step is done; `warning`: what is to be known about it all the same. */
  pass(values: MessageValues = {}, warning: AppError | null = null): void {
    if (this.#current === null) return;
    const state = warning ? "warned" : "passed";
    this.#tell({ step: this.#current, state, values, finding: warning ? toWireError(warning) : null });
    this.#current = null;
  }

  /** The current step failed. */
  fail(error: AppError): void {
    if (this.#current === null) return;
    this.#tell({ step: this.#current, state: "failed", values: {}, finding: toWireError(error) });
    this.#current = null;
  }

  /** All steps in their order; what was not reached is skipped. */
  finish(): TestReport[] {
    for (const step of this.#steps) {
      if (!this.#reports.has(step)) this.#tell({ step, state: "skipped", values: {}, finding: null });
    }
    return this.#steps.flatMap((step) => this.#reports.get(step) ?? []);
  }

  #tell(report: TestReport): void {
    this.#reports.set(report.step, report);
    this.#onReport(report);
  }
}
