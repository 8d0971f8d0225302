/** The name of a variable. `slot` is the index of the variable in every frame. */
export interface Name {
  readonly text: string;
  readonly slot: number;
}

/** Maximum number of variable names. Without a limit, a template could create names without end. */
const limit = 10_000;

/** Numbers all variable names in the templates of a theme, so that variables are found by index. */
export class Names {
  readonly #names = new Map<string, Name>();

  get size(): number {
    return this.#names.size;
  }

  find(text: string): Name | undefined {
    return this.#names.get(text);
  }

  /** Returns the name with this text. Equal texts always give the same object. Adds the name if it is new. */
  of(text: string): Name {
    const known = this.#names.get(text);
    if (known) return known;
    if (this.#names.size >= limit) throw new Error(`more than ${limit} names of variables in a theme`);
    const name = { text, slot: this.#names.size };
    this.#names.set(text, name);
    return name;
  }
}
