import { Context, type Liquid } from "liquidjs";
import type { Names } from "./names.ts";
import type { Position } from "../syntax/nodes.ts";
import { countOf } from "../syntax/private-parts.ts";
import { Work } from "./work.ts";

export interface Out {
  text: string;
}

/** The state of rendering one page: the counted work, and the part of a template that is running. */
export class Run extends Work {
  readonly liquid: Liquid;
  readonly names: Names;
  readonly globals: Readonly<Record<string, unknown>>;
  /** The tag or output that is running, for error messages. */
  at: Position | undefined;
  /** Whether the output may contain characters that are not allowed in a page. */
  mayBeIllegal = false;
  #context: Context | undefined;

  constructor(liquid: Liquid, names: Names, globals: Readonly<Record<string, unknown>>) {
    super();
    this.liquid = liquid;
    this.names = names;
    this.globals = globals;
  }

  /** Context for the filters of LiquidJS. Counts the characters and items that the filters create. */
  get context(): Context {
    this.#context ??= new Context({}, this.liquid.options, { sync: true }, { liquid: this.liquid });
    return this.#context;
  }

  /** The counted work: steps, characters of output, and what filters made (characters and items). */
  get cost(): readonly [steps: number, characters: number, made: number] {
    const { steps, characters } = this.counted;
    return [steps, characters, this.#context ? countOf(this.#context.memoryLimit) : 0];
  }

  /** Adds the cost of a cached result to the counted work, as if the result were computed again. */
  pay([steps, characters, made]: Run["cost"]): void {
    this.step(steps);
    this.write(characters);
    if (made > 0) this.context.memoryLimit.use(made);
  }
}
