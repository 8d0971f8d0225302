import type { Name } from "./names.ts";
import { readField } from "./read.ts";
import type { Out, Run } from "./run.ts";

export type Evaluate = (frame: Frame) => unknown;

export type Render = (frame: Frame, out: Out) => void;

/** Renders a block of a layout. `parent` renders the layout's own content for the block. */
export type BlockRender = (parent: (out: Out) => void, out: Out) => void;

/** Whether the rest of a template or loop is skipped: `next` after `continue`, or `end` after `break`. */
export const halts = { no: 0, next: 1, end: 2 } as const;

/** Marks a variable that was set to undefined. The variable hides the global with the same name. */
const nothing = Symbol("nothing");

/** An empty list, shared by all frames that have no variables. */
const none: unknown[] = [];

/**
 * The variables of a template and of the templates that it includes. `render` starts a new frame.
 * Lookup order: enclosing tags from the innermost, `assign` and `capture`, `increment`, globals.
 */
export class Frame {
  readonly run: Run;
  /** The item for which a filter evaluates an expression. The item's fields hide globals. */
  readonly item: unknown;
  halt: number = halts.no;
  /** Whether blocks are stored for the layout instead of being output immediately. */
  storesBlocks = false;
  blocks: Map<string, BlockRender> | undefined;
  openBlocks: readonly object[] = [];
  counters: Map<string, number> | undefined;
  /** For each `cycle`, the index of the next value to output. */
  cycles: Map<string, number> | undefined;
  /** For each `for`, the index at which the last loop ended. `offset: continue` begins there. */
  continues: Map<string, unknown> | undefined;
  /** Variables of the enclosing tags, by slot (`Name.slot`). An inner variable replaces an outer one. */
  #inner = none;
  #bottom = none;

  constructor(run: Run, item?: unknown) {
    this.run = run;
    this.item = item;
  }

  lookup({ text, slot }: Name): unknown {
    let value = this.#inner[slot];
    if (value === undefined) value = this.#bottom[slot];
    if (value === undefined) return this.#lookupOutside(text);
    return value === nothing ? undefined : value;
  }

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

  assign({ slot }: Name, value: unknown): void {
    if (this.#bottom === none) this.#bottom = this.#newVariables();
    this.#bottom[slot] = value === undefined ? nothing : value;
  }

  /** Sets a variable for the content of a tag. Returns the previous value, which `unbind` restores. */
  bind({ slot }: Name, value: unknown): unknown {
    if (this.#inner === none) this.#inner = this.#newVariables();
    const before = this.#inner[slot];
    this.#inner[slot] = value === undefined ? nothing : value;
    return before;
  }

  unbind({ slot }: Name, before: unknown): void {
    this.#inner[slot] = before;
  }
}
