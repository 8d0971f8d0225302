import { Context, type Liquid, type Token } from "liquidjs";
import type { Names } from "./names.ts";
import { countOf } from "./private-parts.ts";

/**
 * Limits for one page. They count work instead of time, so that the same theme and blog pass or fail on every
 * machine. The largest pages of the built-in themes need less than a hundredth of each limit.
 */
export const limits = {
  /** Executed parts of templates, iterated items, and scanned texts. */
  steps: 5_000_000,
  /** Characters that are output or captured. */
  characters: 20_000_000,
  /** Characters and items that filters create. */
  made: 20_000_000,
  /** Nested tags in one file. */
  nesting: 100,
  /** Nested tags, across all active partials and layouts. */
  depth: 300,
  /** Characters of one template. */
  source: 2_000_000,
} as const;

/** Maximum nesting of lists made by a template. */
const listDepth = 50;

/** Steps for entering a partial, besides its parts. */
const partialSteps = 5;

/** Receives the output text. */
export interface Out {
  text: string;
}

/** State of rendering one page: its cost so far, and the current part of a template. */
export class Run {
  readonly liquid: Liquid;
  readonly names: Names;
  /** The variables that all templates of the page see. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** The current tag or output, for errors. */
  at: Token | undefined;
  /** Whether the output may contain characters that a page must not have. */
  mayBeIllegal = false;
  /** Groups by `group_by`: the only objects that a template can create, and so nest without limit. */
  readonly groups = new WeakSet<object>();
  #context: Context | undefined;
  #steps = 0;
  #characters = 0;
  #depth = 0;

  constructor(liquid: Liquid, names: Names, globals: Readonly<Record<string, unknown>>) {
    this.liquid = liquid;
    this.names = names;
    this.globals = globals;
  }

  /** The context for the filters of LiquidJS; it counts what they create. */
  get context(): Context {
    this.#context ??= new Context({}, this.liquid.options, { sync: true }, { liquid: this.liquid });
    return this.#context;
  }

  /** Counts work; throws when the limit is exceeded. */
  step(count: number): void {
    this.#steps += count;
    if (this.#steps > limits.steps) throw new Error(`more than ${limits.steps} steps for one page`);
  }

  /** Counts output characters; throws when the limit is exceeded. */
  write(count: number): void {
    this.#characters += count;
    if (this.#characters > limits.characters) {
      throw new Error(`more than ${limits.characters} characters for one page`);
    }
  }

  /** The current depth of nested tags. */
  get depth(): number {
    return this.#depth;
  }

  /** The cost so far: steps, output characters, and what filters created. */
  get cost(): readonly [steps: number, characters: number, made: number] {
    return [this.#steps, this.#characters, this.#context ? countOf(this.#context.memoryLimit) : 0];
  }

  /** Counts the cost of something again that is reused instead of repeated. */
  pay([steps, characters, made]: Run["cost"]): void {
    this.step(steps);
    this.write(characters);
    if (made > 0) this.context.memoryLimit.use(made);
  }

  /** Enters a partial, layout or block with that depth of nested tags; throws when that is too deep. */
  enter(nesting: number): void {
    this.#depth += nesting + 1;
    this.step(partialSteps);
    if (this.#depth > limits.depth) throw new Error(`more than ${limits.depth} tags inside each other`);
  }

  /** Leaves it. */
  leave(nesting: number): void {
    this.#depth -= nesting + 1;
  }

  /** Counts the work of iterating over a value once. Parts that lists share are counted each time. */
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
