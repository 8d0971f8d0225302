import type { Emitter } from "highlight.js";

/** Writes the HTML of highlighted code while highlight.js parses the code, without building a tree first. */
export class ColouredHtml implements Emitter {
  #html = "";
  /** The end tags of the open scopes, outermost first; "" for a scope without an element. */
  readonly #ends: string[] = [];

  addText(text: string): void {
    this.#html += escaped(text);
  }

  startScope(name: string): void {
    const isPlain = plainScopes.has(name);
    if (!isPlain) this.#html += openingTag(name);
    this.#ends.push(isPlain ? "" : "</span>");
  }

  endScope(): void {
    this.#html += this.#ends.pop() ?? "";
  }

  /** Does the same as `startScope`, because highlight.js calls both methods. */
  openNode(name: string): void {
    this.startScope(name);
  }

  closeNode(): void {
    this.endScope();
  }

  /** Inserts highlighted code in another language, such as CSS in an HTML page. */
  __addSublanguage(inner: Emitter, name: string | undefined): void {
    this.#html += name ? `<span class="language-${name}">${inner.toHTML()}</span>` : inner.toHTML();
  }

  finalize(): void {
    while (this.#ends.length > 0) this.endScope();
  }

  toHTML(): string {
    return this.#html;
  }
}

/**
 * Scopes that get no element, because style sheets for highlight.js leave them in the colour of the text.
 * About a fifth of all elements in code would be for these scopes.
 */
const plainScopes: ReadonlySet<string> = new Set(["punctuation", "tag", "params", "function"]);

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
};
const special = /[&<>]/;
const everySpecial = /[&<>]/g;

function escaped(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (character) => entities[character] ?? "") : text;
}

const tags = new Map<string, string>();

/** Returns the start tag for a scope. `title.class` becomes `hljs-title class_`, as in highlight.js. */
function openingTag(scope: string): string {
  const known = tags.get(scope);
  if (known !== undefined) return known;
  const [first, ...rest] = scope.split(".");
  const classes = [`hljs-${first}`, ...rest.map((part, index) => part + "_".repeat(index + 1))];
  const tag = `<span class="${classes.join(" ")}">`;
  tags.set(scope, tag);
  return tag;
}
