import type { Name } from "./names.ts";
import { readField } from "./read.ts";
import type { Out, Run } from "./run.ts";

/** Computes a value. */
export type Evaluate = (frame: Frame) => unknown;

/** Outputs a part of a template. */
export type Render = (frame: Frame, out: Out) => void;

/** A block that waits for its layout; `parent` outputs the layout's own content of the block. */
export type BlockRender = (parent: (out: Out) => void, out: Out) => void;

/** What stops the rest of a template: nothing, `continue` or `break`. */
export const halts = { no: 0, next: 1, end: 2 } as const;

/** Marks a variable that was set to nothing, which hides the global of that name. */
const nothing = Symbol("nothing");

/** Shared by frames without variables, which are the majority. */
const none: unknown[] = [];

/**
 * The variables of one template and of what it includes; `render` opens a new frame. A name is looked up in
 * the variables of the enclosing tags, innermost first, then in those of `assign` and `capture`, then in the
 * counters of `increment`, then in the globals.
 */
export class Frame {
  readonly run: Run;
  /** The item while an item filter is evaluated; its fields take precedence over the globals. */
  readonly item: unknown;
  halt: number = halts.no;
  /** Whether blocks are stored for the layout instead of being output. */
  storesBlocks = false;
  blocks: Map<string, BlockRender> | undefined;
  /** Blocks being rendered. */
  openBlocks: readonly object[] = [];
  /** Counters of `increment` and `decrement`. */
  counters: Map<string, number> | undefined;
  /** Position of each `cycle`. */
  cycles: Map<string, number> | undefined;
  /** Where each `for` over a list ended, for `offset: continue`. */
  continues: Map<string, unknown> | undefined;
  /** By slot: variables of the enclosing tags, only the innermost of each name. */
  #inner = none;
  /** By slot: variables of `assign` and `capture`. */
  #bottom = none;

  constructor(run: Run, item?: unknown) {
    this.run = run;
    this.item = item;
  }

  /** Returns the value of a variable. */
  lookup({ text, slot }: Name): unknown {
    let value = this.#inner[slot];
    if (value === undefined) value = this.#bottom[slot];
    if (value === undefined) return this.#lookupOutside(text);
    return value === nothing ? undefined : value;
  }

  /** Returns the value of a variable whose name was computed. */
  lookupText(text: string): unknown {
    const name = this.run.names.find(text);
    return name ? this.lookup(name) : this.#lookupOutside(text);
  }

  #newVariables(): unknown[] {
    return new Array<unknown>(this.run.names.size).fill(undefined);
  }

  #lookupOutside(text: string): unknown {
    const count = this.counters?.get(text);
    if (count !== undefined) return count;
    if (this.item !== undefined) {
      const item = Object(this.item);
      if (text in item) return readField(item, text);
    }
    return readField(this.run.globals, text);
  }

  /** Sets a variable permanently, as `assign` does. */
  assign({ slot }: Name, value: unknown): void {
    if (this.#bottom === none) this.#bottom = this.#newVariables();
    this.#bottom[slot] = value === undefined ? nothing : value;
  }

  /** Sets a variable for the content of a tag; returns the value to pass to `unbind`. */
  bind({ slot }: Name, value: unknown): unknown {
    if (this.#inner === none) this.#inner = this.#newVariables();
    const before = this.#inner[slot];
    this.#inner[slot] = value === undefined ? nothing : value;
    return before;
  }

  /** Restores the value from before `bind`. */
  unbind({ slot }: Name, before: unknown): void {
    this.#inner[slot] = before;
  }
}
