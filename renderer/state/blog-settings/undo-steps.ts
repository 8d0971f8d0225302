import type { Step } from "./settings-draft-state.ts";
import type { FileDrafts } from "./theme-drafts.ts";

const noFiles: FileDrafts = new Map();

/** Maximum number of undo steps. */
const mostSteps = 200;

/** The undo list of the settings. One of its steps is the current step. */
export class UndoSteps {
  #steps: readonly Step[] = [];
  #at = 0;
  /**
   * The name of the change in progress, or "" between changes. Changes with the same name are one undo step.
   */
  #open = "";

  /** The current undo step. Undefined until the settings are loaded. */
  get current(): Step | undefined {
    return this.#steps[this.#at];
  }

  /** The theme files of the current undo step. */
  get files(): FileDrafts {
    return this.current?.files ?? noFiles;
  }

  get canUndo(): boolean {
    return this.#at > 0;
  }

  get canRedo(): boolean {
    return this.#at < this.#steps.length - 1;
  }

  /** Replaces the undo list with these steps. The last step becomes the current step. */
  start(steps: readonly Step[]): void {
    this.#steps = steps;
    this.#at = Math.max(0, steps.length - 1);
  }

  /** Adds an undo step. Successive steps with the same `name` become one step, until `end` is called. */
  push(step: Step, name: string): void {
    const isSameStep = name !== "" && this.#open === name && this.#at > 0;
    this.#open = name;
    this.#steps = [...this.#steps.slice(0, this.#at + (isSameStep ? 0 : 1)), step].slice(-mostSteps);
    this.#at = this.#steps.length - 1;
  }

  /** Replaces the current undo step with `step`, which describes the same change in more detail. */
  replace(step: Step): void {
    this.#steps = this.#steps.with(this.#at, step);
  }

  /** Makes the next (1) or previous (-1) undo step current, and returns it. Undefined if there is none. */
  go(by: -1 | 1): Step | undefined {
    const step = this.#steps[this.#at + by];
    if (!step) return undefined;
    this.end();
    this.#at += by;
    return step;
  }

  /** Ends the change in progress, for instance because the field has lost the focus. */
  end(): void {
    this.#open = "";
  }
}
