import { useSyncExternalStore } from "react";

/** The number of panes that fit into the window side by side. */
export type PaneCount = "three" | "two" | "one";

const threePanes = "(width >= 1000px)";
const twoPanes = "(width >= 660px)";

/**
 * Returns how many panes fit into the window side by side.
 * The number depends on the zoom, because widths are in CSS pixels.
 */
export function currentPaneCount(): PaneCount {
  if (window.matchMedia(threePanes).matches) return "three";
  return window.matchMedia(twoPanes).matches ? "two" : "one";
}

/**
 * Calls `listener` when the number of panes that fit may have changed.
 * Returns a function that removes the listener.
 */
function onPaneCountChange(listener: () => void): () => void {
  const queries = [threePanes, twoPanes].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

/** Returns how many panes fit into the window at its current size. */
export function usePaneCount(): PaneCount {
  return useSyncExternalStore(onPaneCountChange, currentPaneCount);
}
