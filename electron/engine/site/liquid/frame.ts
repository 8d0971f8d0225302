import { contextOf, type FilterContext } from "./filter-context.ts";
import { readField } from "./read.ts";
import type { Out, Run } from "./run.ts";
import { createScope, type Scope } from "./scope.ts";

/** Computes a value. */
export type Evaluate = (frame: Frame) => unknown;

/** Puts out a part of a template. */
export type Render = (frame: Frame, out: Out) => void;

/** A block that waits for its layout; `parent` puts out what the layout itself has in its place. */
export type BlockRender = (parent: (out: Out) => void, out: Out) => void;

/** What stops the rest of a template: nothing, `continue` or `break`. */
export const halts = { no: 0, next: 1, end: 2 } as const;

/**
 * The variables of one template and of what it includes; `render` opens a new one. Names are looked for from the innermost
 * scope outwards, then among the counters of `increment`, then in what every template sees.
 */
export class Frame {
  readonly run: Run;
  /** Where `assign` and `capture` put their values. */
  readonly bottom: Scope = createScope();
  readonly scopes: Scope[] = [this.bottom];
  /** Counters of `increment` and `decrement`. A plain object, as in LiquidJS, whose names from Object count as known. */
  readonly counters: Record<string, unknown>;
  halt: number = halts.no;
  blocks = new Map<string, BlockRender>();
  /** Blocks wait for the layout instead of being put out. */
  storesBlocks = false;
  /** Blocks under way. */
  readonly openBlocks: object[] = [];
  #cycles: Map<string, number> | undefined;
  #continues: Map<string, unknown> | undefined;
  #context: FilterContext | undefined;

  constructor(run: Run, counters = {}) {
    this.run = run;
    this.counters = counters;
  }

  /** The value of a variable. */
  lookup(name: string): unknown {
    return readField(this.scopeOf(name), name);
  }

  /** The scope in which a name is looked up. */
  scopeOf(name: PropertyKey): Readonly<Record<string, unknown>> {
    const { scopes } = this;
    for (let index = scopes.length - 1; index >= 0; index -= 1) {
      const scope = scopes[index];
      if (scope && name in scope) return scope;
    }
    return name in this.counters ? this.counters : this.run.globals;
  }

  /** What a filter of LiquidJS sees as its context. */
  get context(): FilterContext {
    this.#context ??= contextOf(this);
    return this.#context;
  }

  /** How often each `cycle` was run. */
  get cycles(): Map<string, number> {
    this.#cycles ??= new Map();
    return this.#cycles;
  }

  /** Where each `for` over a list stopped, for `offset: continue`. */
  get continues(): Map<string, unknown> {
    this.#continues ??= new Map();
    return this.#continues;
  }
}
