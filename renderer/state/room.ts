/** How many panes fit into the window. */
export type Room = "three" | "two" | "one";

const enoughForThree = "(width >= 1000px)";
const enoughForTwo = "(width >= 660px)";

/** Returns how many panes fit side by side without being squeezed. Zoom counts: the pixels are the page's. */
export function currentRoom(): Room {
  if (window.matchMedia(enoughForThree).matches) return "three";
  return window.matchMedia(enoughForTwo).matches ? "two" : "one";
}

/** Calls `listener` on each change; returns a function that stops listening. */
export function onRoomChange(listener: () => void): () => void {
  const queries = [enoughForThree, enoughForTwo].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}
