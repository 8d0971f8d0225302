import type { SearchPageParts } from "./search-view.ts";

/**
 * Adds keys: the arrow keys move the focus between the search field and the results, Escape moves it to the
 * field.
 */
export function moveByArrows({ field, results }: Pick<SearchPageParts, "field" | "results">): void {
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
