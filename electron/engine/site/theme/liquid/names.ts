/** A name of a variable, with its slot in every frame. */
export interface Name {
  readonly text: string;
  readonly slot: number;
}

/** Limits the number of computed names. */
const limit = 10_000;

/**
 * All variable names in the templates of a theme, numbered in the order of first use, so that a variable is
 * found by its slot.
 */
export class Names {
  readonly #names = new Map<string, Name>();

  get size(): number {
    return this.#names.size;
  }

  /** Returns the name for a text, if a template uses it. */
  find(text: string): Name | undefined {
    return this.#names.get(text);
  }

  /** Returns the name for a text; always the same object. */
  of(text: string): Name {
    const known = this.#names.get(text);
    if (known) return known;
    if (this.#names.size >= limit) throw new Error(`more than ${limit} names of variables in a theme`);
    const name = { text, slot: this.#names.size };
    this.#names.set(text, name);
    return name;
  }
}
