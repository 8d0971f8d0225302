import type { Result } from "./results.ts";
import type { Stretch } from "./matches.ts";

/** The states of a search. For each state except `idle`, the page shows a message below the field. */
export type SearchState = "loading" | "short" | "none" | "failed" | "found" | "idle";

/** The elements of the search page that the script uses. The theme creates them. */
export interface SearchPageParts {
  readonly section: HTMLElement;
  readonly form: HTMLFormElement;
  readonly field: HTMLInputElement;
  readonly status: HTMLElement;
  readonly results: HTMLElement;
  readonly more: HTMLElement;
}

/** Returns the elements of the search page. Returns null if one of the elements is missing. */
export function findParts(): SearchPageParts | null {
  const section = document.querySelector("[data-search]");
  const form = section?.querySelector("form");
  const field = form?.querySelector("input");
  const [status, results, more] = ["status", "results", "more"].map((name) =>
    section?.querySelector(`[data-search-${name}]`),
  );
  const found = [section, status, results, more].every((part) => part instanceof HTMLElement);
  if (!found || !form || !field) return null;
  if (!(section instanceof HTMLElement && status instanceof HTMLElement)) return null;
  if (!(results instanceof HTMLElement && more instanceof HTMLElement)) return null;
  return { section, form, field, status, results, more };
}

/** Shows the state and the results of a search. */
export class SearchView {
  readonly #parts: SearchPageParts;
  /** Relative path from the search page to the root folder of the site. */
  readonly #root: string;

  constructor(parts: SearchPageParts, root: string) {
    this.#parts = parts;
    this.#root = root;
  }

  /** Shows the theme's message for a state. `values` replace the placeholders in the message. */
  say(state: SearchState, values: Readonly<Record<string, string>> = {}): void {
    const { section, status, results } = this.#parts;
    section.dataset.search = state;
    results.setAttribute("aria-busy", String(state === "loading"));
    const words = state === "idle" ? "" : (section.dataset[values.about ? "about" : state] ?? "");
    // All placeholders are replaced in one pass, so that braces in the query stay unchanged.
    status.textContent = words.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  }

  clear(): void {
    this.#parts.results.replaceChildren();
    this.#parts.more.hidden = true;
  }

  /** Appends results. If `hasMore` is true, shows the More button. Returns the first appended element. */
  add(found: readonly Result[], hasMore: boolean): HTMLElement | null {
    const items = found.map((result) => this.#item(result));
    this.#parts.results.append(...items);
    this.#parts.more.hidden = !hasMore;
    return items[0] ?? null;
  }

  #item({ title, url, date, iso, language, excerpt }: Result): HTMLElement {
    const item = element("li", "search-hit");
    if (language !== document.documentElement.lang) item.lang = language;
    const link = element("a", "search-hit-title");
    link.setAttribute("href", `${this.#root}${url}` || "./");
    link.append(...marked(title));
    item.append(link);
    if (date !== "") {
      const time = element("time", "search-hit-date");
      time.setAttribute("datetime", iso);
      time.lang = document.documentElement.lang;
      time.textContent = date;
      item.append(" ", time);
    }
    const words = element("p", "search-hit-excerpt");
    words.append(...marked(excerpt));
    item.append(words);
    return item;
  }
}

function element(name: string, className: string): HTMLElement {
  const made = document.createElement(name);
  made.className = className;
  return made;
}

/** Creates the nodes of a text with marked matches. HTML in the text has no effect. */
function marked(stretches: readonly Stretch[]): Node[] {
  return stretches.map(({ text, marked: isMarked }) => {
    if (!isMarked) return document.createTextNode(text);
    const mark = document.createElement("mark");
    mark.textContent = text;
    return mark;
  });
}
