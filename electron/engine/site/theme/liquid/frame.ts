import type { Name } from "./names.ts";
import { readField } from "./read.ts";
import type { Out, Run } from "./run.ts";

/** Computes a value. */
export type Evaluate = (frame: Frame) => unknown;

/** Puts out a part of a template. */
export type Render = (frame: Frame, out: Out) => void;

/** A block that waits for its layout; `parent` puts out what the layout itself has in its place. */
export type BlockRender = (parent: (out: Out) => void, out: Out) => void;

/** What stops the rest of a template: nothing, `continue` or `break`. */
export const halts = { no: 0, next: 1, end: 2 } as const;

/** Stands for a variable that was set to nothing, which hides what every template sees under its name. */
const nothing = Symbol("nothing");

/** The variables of a frame that has none yet: most have none. */
const none: unknown[] = [];

/**
 * The variables of one template and of what it includes; `render` opens a new one. A name is looked for among the variables
 * of the tags around it, innermost first, then among those of `assign` and `capture`, then among the counters of
 * `increment`, then in what every template sees.
 */
export class Frame {
  readonly run: Run;
  /** In a question about an item: the item, whose fields come before what every template sees. */
  readonly item: unknown;
  halt: number = halts.no;
  /** Blocks wait for the layout instead of being put out. */
  storesBlocks = false;
  blocks: Map<string, BlockRender> | undefined;
  /** Blocks under way. */
  openBlocks: readonly object[] = [];
  /** Numbers of `increment` and `decrement`. */
  counters: Map<string, number> | undefined;
  /** Turns of each `cycle`. */
  cycles: Map<string, number> | undefined;
  /** Where each `for` over a list stopped, for `offset: continue`. */
  continues: Map<string, unknown> | undefined;
  /** By slot: variables of the tags around, only the innermost of each name. */
  #inner = none;
  /** By slot: variables of `assign` and `capture`. */
  #bottom = none;

  constructor(run: Run, item?: unknown) {
    this.run = run;
    this.item = item;
  }

  /** The value of a variable. */
  lookup({ text, slot }: Name): unknown {
    let value = this.#inner[slot];
    if (value === undefined) value = this.#bottom[slot];
    if (value === undefined) return this.#lookupOutside(text);
    return value === nothing ? undefined : value;
  }

  /** The value of a variable whose name was computed. */
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

  /** Sets a variable for good, as `assign` does. */
  assign({ slot }: Name, value: unknown): void {
    if (this.#bottom === none) this.#bottom = this.#newVariables();
    this.#bottom[slot] = value === undefined ? nothing : value;
  }

  /** Sets a variable for what stands inside a tag; gives what `unbind` needs. */
  bind({ slot }: Name, value: unknown): unknown {
    if (this.#inner === none) this.#inner = this.#newVariables();
    const before = this.#inner[slot];
    this.#inner[slot] = value === undefined ? nothing : value;
    return before;
  }

  /** Takes back what `bind` did. */
  unbind({ slot }: Name, before: unknown): void {
    this.#inner[slot] = before;
  }
}
