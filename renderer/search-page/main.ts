import { findCandidates, loadContents } from "./candidates.ts";
import { readQuery } from "./query.ts";
import { Results } from "./results.ts";
import { findParts, type SearchPageParts, SearchView } from "./search-view.ts";
import { ShardLoader } from "./shard-loader.ts";

const resultsAtOnce = 10;
const typingPause = 120;
/** Time in milliseconds until the page shows that a search is running. */
const delayMs = 250;

/** The script of a published site's search page. The page's address contains the query. */
class SearchPage {
  readonly #parts: SearchPageParts;
  readonly #view: SearchView;
  readonly #loader: ShardLoader;
  readonly #load = (name: string): Promise<unknown> => this.#loader.load(name);
  /** The newest query. Results for any other query are dropped. */
  #asked = "";
  #timer = 0;

  constructor(parts: SearchPageParts, folder: string) {
    this.#parts = parts;
    this.#view = new SearchView(parts, "");
    this.#loader = new ShardLoader(folder);
  }

  start(): void {
    const { form, field } = this.#parts;
    form.hidden = false;
    const soon = (): void => {
      clearTimeout(this.#timer);
      this.#timer = window.setTimeout(() => this.#ask(), typingPause);
    };
    field.addEventListener("input", (event) => {
      // Does not search for text that an input method is still composing.
      if (!(event instanceof InputEvent && event.isComposing)) soon();
    });
    field.addEventListener("compositionend", soon);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.#timer);
      this.#ask();
    });
    moveByArrows(this.#parts);
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) {
      field.value = asked;
      this.#ask();
    } else {
      field.focus();
    }
  }

  #ask(): void {
    const query = this.#parts.field.value.trim();
    if (query === this.#asked) return;
    this.#asked = query;
    keepInAddress(query);
    const waiting = window.setTimeout(() => {
      if (query === this.#asked) this.#view.say("loading");
    }, delayMs);
    this.#search(query)
      .catch(() => {
        if (query !== this.#asked) return;
        this.#asked = "";
        this.#view.clear();
        this.#view.say("failed");
      })
      .finally(() => clearTimeout(waiting));
  }

  async #search(query: string): Promise<void> {
    const { pieces, terms } = readQuery(query);
    if (terms.length === 0) {
      this.#view.clear();
      this.#view.say(query === "" ? "idle" : "short");
      return;
    }
    const contents = await loadContents(this.#load);
    const candidates = await findCandidates(terms, contents, this.#load);
    const results = new Results(pieces, candidates, contents, this.#load);
    const found = await results.next(resultsAtOnce);
    if (query !== this.#asked) return;
    this.#view.clear();
    this.#view.add(found, !results.isComplete);
    this.#sayCount(query, results);
    this.#parts.more.onclick = () => void this.#more(query, results);
  }

  async #more(query: string, results: Results): Promise<void> {
    const found = await results.next(resultsAtOnce).catch(() => null);
    if (query !== this.#asked) return;
    if (!found) {
      this.#view.say("failed");
      return;
    }
    this.#view.add(found, !results.isComplete)?.querySelector("a")?.focus();
    this.#sayCount(query, results);
  }

  #sayCount(query: string, results: Results): void {
    const { count, isComplete } = results;
    const values = { query, count: String(count), ...(isComplete ? {} : { about: "about" }) };
    if (count === 0) this.#view.say("none", { query });
    else this.#view.say("found", values);
  }
}

/** Adds keys: the arrows move between the field and the results, and Escape returns to the field. */
function moveByArrows({ field, results }: Pick<SearchPageParts, "field" | "results">): void {
  const move = (event: KeyboardEvent): void => {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    const stops: readonly (Element | null)[] = [field, ...results.querySelectorAll("a")];
    const now = stops.indexOf(document.activeElement);
    const next =
      event.key === "Escape" && now > 0 ? field : step === undefined ? undefined : stops[now + step];
    if (now === -1 || !(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  field.addEventListener("keydown", move);
  results.addEventListener("keydown", move);
}

function keepInAddress(query: string): void {
  try {
    history.replaceState(null, "", query === "" ? location.pathname : `?q=${encodeURIComponent(query)}`);
  } catch {
    // Ignores the error, because some browsers keep the address of a page that was opened as a file.
  }
}

const script = document.currentScript;
const parts = findParts();
if (parts && script instanceof HTMLScriptElement) {
  new SearchPage(parts, new URL(".", script.src).href).start();
}
