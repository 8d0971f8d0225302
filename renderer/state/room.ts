import { useSyncExternalStore } from "react";

/** Number of panes that fit side by side into the window. */
export type Room = "three" | "two" | "one";

const enoughForThree = "(width >= 1000px)";
const enoughForTwo = "(width >= 660px)";

/**
 * Returns how many panes fit side by side without becoming too narrow. Depends on the zoom, since it counts
 * CSS pixels.
 */
export function currentRoom(): Room {
  if (window.matchMedia(enoughForThree).matches) return "three";
  return window.matchMedia(enoughForTwo).matches ? "two" : "one";
}

/**
 * Calls `listener` whenever another number of panes may fit into the window. Returns a function that stops
 * this.
 */
function onRoomChange(listener: () => void): () => void {
  const queries = [enoughForThree, enoughForTwo].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}

/** Returns how many panes fit into the window at its current size. */
export function useRoom(): Room {
  return useSyncExternalStore(onRoomChange, currentRoom);
}
