/** Texts by path, those used last: as many as fit. */
export class RecentTexts {
  readonly #texts = new Map<string, { readonly key: string; readonly text: string }>();
  readonly #mostCharacters: number;
  #characters = 0;

  /** Characters kept; as UTF-16 this is twice as many bytes at most. */
  constructor(mostCharacters: number) {
    this.#mostCharacters = mostCharacters;
  }

  /** The text, when it is the one with that key. */
  get(path: string, key: string): string | undefined {
    const known = this.#texts.get(path);
    return known?.key === key ? known.text : undefined;
  }

  /** Keeps a text; those put in first go when there is no room. */
  put(path: string, key: string, text: string): void {
    this.#drop(path);
    this.#texts.set(path, { key, text });
    this.#characters += text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#characters <= this.#mostCharacters || oldest === path) break;
      this.#drop(oldest);
    }
  }

  #drop(path: string): void {
    this.#characters -= this.#texts.get(path)?.text.length ?? 0;
    this.#texts.delete(path);
  }
}
