import { Context, type Liquid, type Token } from "liquidjs";
import type { Names } from "./names.ts";
import { countOf } from "./private-parts.ts";

/**
 * What one page may cost. Counted, never timed: the same theme and blog pass or fail on every machine. The largest pages
 * that the built-in themes make stay under a hundredth of each.
 */
export const limits = {
  /** Parts of templates that are run, items that are gone through, and texts that are looked through. */
  steps: 5_000_000,
  /** Characters that are put out or captured. */
  characters: 20_000_000,
  /** Characters and items that filters make. */
  made: 20_000_000,
  /** Tags inside each other in one file. */
  nesting: 100,
  /** The same, through all partials and layouts that are under way. */
  depth: 300,
  /** Characters of one template. */
  source: 2_000_000,
} as const;

/** A list made by a template may hold lists, but not more of them inside each other. */
const listDepth = 50;

/** What it costs to go into a partial, besides its parts. */
const partialSteps = 5;

/** Where text goes. */
export interface Out {
  text: string;
}

/** One page being made: what it has cost so far, and which part of which template is at work. */
export class Run {
  readonly liquid: Liquid;
  readonly names: Names;
  /** What every template of the page sees. */
  readonly globals: Readonly<Record<string, unknown>>;
  /** The tag or output at work, for errors. */
  at: Token | undefined;
  /** Something that was put out may hold characters that a page must not. */
  mayBeIllegal = false;
  /** Groups that `group_by` made: the only objects that a template can build, and so nest without end. */
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

  /** What the filters of LiquidJS get as their context; it counts what they make. */
  get context(): Context {
    this.#context ??= new Context({}, this.liquid.options, { sync: true }, { liquid: this.liquid });
    return this.#context;
  }

  /** Counts work; throws when it has become too much. */
  step(count: number): void {
    this.#steps += count;
    if (this.#steps > limits.steps) throw new Error(`more than ${limits.steps} steps for one page`);
  }

  /** Counts characters that are put out; throws when they have become too many. */
  write(count: number): void {
    this.#characters += count;
    if (this.#characters > limits.characters) {
      throw new Error(`more than ${limits.characters} characters for one page`);
    }
  }

  /** How many tags are inside each other at this place. */
  get depth(): number {
    return this.#depth;
  }

  /** What was counted so far: steps, characters put out, and what filters made. */
  get cost(): readonly [steps: number, characters: number, made: number] {
    return [this.#steps, this.#characters, this.#context ? countOf(this.#context.memoryLimit) : 0];
  }

  /** Counts once more what something cost that is not done again. */
  pay([steps, characters, made]: Run["cost"]): void {
    this.step(steps);
    this.write(characters);
    if (made > 0) this.context.memoryLimit.use(made);
  }

  /** Goes into a partial, layout or block with so many tags inside each other; throws when that is too deep. */
  enter(nesting: number): void {
    this.#depth += nesting + 1;
    this.step(partialSteps);
    if (this.#depth > limits.depth) throw new Error(`more than ${limits.depth} tags inside each other`);
  }

  /** Comes out again. */
  leave(nesting: number): void {
    this.#depth -= nesting + 1;
  }

  /** Counts the work of going through a value once. Lists that share parts count as if they did not. */
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
