import { Drop } from "liquidjs";
import { literalValue } from "../syntax/private-parts.ts";
import type { Out } from "./run.ts";

/** The values of `nil`, `empty` and `blank` in templates. Comparisons treat these values by special rules. */
export const nil = literalValue("nil");
export const empty = literalValue("empty");
export const blank = literalValue("blank");

/** An object whose class decides which names templates can read. */
export abstract class NamedValues extends Drop {
  abstract read(name: unknown): unknown;
}

/** The value of `forloop`. Its fields have the order of LiquidJS, because `{{ forloop }}` prints them. */
export class Loop extends NamedValues {
  i = 0;
  readonly length: number;
  readonly name: string;

  constructor(length: number, collection: string, variable: string | undefined) {
    super();
    this.length = length;
    this.name = `${variable}-${collection}`;
  }

  next(): void {
    this.i += 1;
  }

  read(name: unknown): unknown {
    switch (name) {
      case "index":
        return this.i + 1;
      case "index0":
      case "i":
        return this.i;
      case "first":
        return this.i === 0;
      case "last":
        return this.i === this.length - 1;
      case "rindex":
        return this.length - this.i;
      case "rindex0":
        return this.length - this.i - 1;
      case "length":
        return this.length;
      case "name":
        return this.name;
      case "valueOf":
        return this.valueOf();
      default:
        return undefined;
    }
  }

  override valueOf(): string {
    return JSON.stringify(this);
  }
}

export class TableLoop extends Loop {
  /** The number of columns as written in the template. `col_last` is computed from this number. */
  readonly cols: unknown;

  constructor(length: number, cols: unknown, collection: string, variable: string) {
    super(length, collection, variable);
    this.cols = cols;
  }

  /** Row of the current item, counted from 1. */
  get row(): number {
    return Math.floor(this.i / Number(this.cols)) + 1;
  }

  /** Column of the current item, counted from 0. */
  get col0(): number {
    return this.i % Number(this.cols);
  }

  override read(name: unknown): unknown {
    switch (name) {
      case "row":
        return this.row;
      case "col0":
        return this.col0;
      case "col":
        return this.col0 + 1;
      case "col_first":
        return this.col0 === 0;
      case "col_last":
        return this.col0 + 1 === this.cols;
      case "cols":
        return this.cols;
      default:
        return super.read(name);
    }
  }
}

/** The value of `block`. Its `super` is the layout's own content for the block. */
export class BlockValues extends NamedValues {
  readonly #parent: (out: Out) => void;

  constructor(parent: (out: Out) => void) {
    super();
    this.#parent = parent;
  }

  read(name: unknown): unknown {
    if (name !== "super") return undefined;
    const out: Out = { text: "" };
    this.#parent(out);
    return out.text;
  }
}
