/** A name of a variable, with its place in every frame. */
export interface Name {
  readonly text: string;
  readonly slot: number;
}

/** So that names that are computed cannot become ever more. */
const limit = 10_000;

/** All names that the templates of a theme use, numbered as they are met, so that a variable is found by number. */
export class Names {
  readonly #names = new Map<string, Name>();

  get size(): number {
    return this.#names.size;
  }

  /** The name for a text, if a template uses it. */
  find(text: string): Name | undefined {
    return this.#names.get(text);
  }

  /** The name for a text; always the same object. */
  of(text: string): Name {
    const known = this.#names.get(text);
    if (known) return known;
    if (this.#names.size >= limit) throw new Error(`more than ${limit} names of variables in a theme`);
    const name = { text, slot: this.#names.size };
    this.#names.set(text, name);
    return name;
  }
}
