/**
 * Limits for rendering one page. Counts work and not time, so that results are equal on every computer.
 * The largest pages of the built-in themes need less than a hundredth of each limit.
 */
export const limits = {
  /** Maximum number of steps: executed parts of templates, iterated items, and scanned pieces of text. */
  steps: 5_000_000,
  /** Maximum number of characters that are output or captured. */
  characters: 20_000_000,
  /** Maximum number of characters and items that filters create. */
  made: 20_000_000,
  /** Maximum depth of nested tags in one file. */
  nesting: 100,
  /** Maximum depth of nested tags across all active partials and layouts. */
  depth: 300,
  source: 2_000_000,
} as const;

/** Maximum nesting depth of a list. */
const listDepth = 50;

/** Number of steps that entering a partial costs. Rendering the partial's content costs further steps. */
const partialSteps = 5;

/** Counts the work for one page. Throws when a limit is exceeded. */
export class Work {
  /** The groups that `group_by` made. Their items count as work, because templates can nest the groups. */
  readonly groups = new WeakSet<object>();
  #steps = 0;
  #characters = 0;
  #depth = 0;

  get counted(): { readonly steps: number; readonly characters: number } {
    return { steps: this.#steps, characters: this.#characters };
  }

  step(count: number): void {
    this.#steps += count;
    if (this.#steps > limits.steps) throw new Error(`more than ${limits.steps} steps for one page`);
  }

  /**
   * Counts the steps of a range of numbers, `end` excluded. Throws if there are too many.
   * Throws for unsafe integers, because adding one to an unsafe integer may have no effect.
   */
  stepRange(from: number, end: number): void {
    if (from < Number.MIN_SAFE_INTEGER || end > Number.MAX_SAFE_INTEGER) {
      throw new Error("a range of numbers that are too large");
    }
    this.step(Math.ceil(end - from));
  }

  write(count: number): void {
    this.#characters += count;
    if (this.#characters > limits.characters) {
      throw new Error(`more than ${limits.characters} characters for one page`);
    }
  }

  get depth(): number {
    return this.#depth;
  }

  /** Begins a partial, layout or block with `nesting` levels of tags. Throws if tags are nested too deep. */
  enter(nesting: number): void {
    this.#depth += nesting + 1;
    this.step(partialSteps);
    if (this.#depth > limits.depth) throw new Error(`more than ${limits.depth} tags inside each other`);
  }

  leave(nesting: number): void {
    this.#depth -= nesting + 1;
  }

  /** Counts the work of one loop over a value. Each 16 characters of text count as one step. */
  charge(value: unknown, depth = 0): void {
    if (typeof value === "string") this.step(value.length >> 4);
    else if (typeof value === "object" && value !== null) this.#chargeItems(value, depth);
  }

  #chargeItems(value: object, depth: number): void {
    if (depth > listDepth) throw new Error(`more than ${listDepth} lists inside each other`);
    const items = Array.isArray(value) ? value : this.groups.has(value) ? Object.values(value) : [];
    this.step(items.length);
    for (const item of items) this.charge(item, depth + 1);
  }
}
