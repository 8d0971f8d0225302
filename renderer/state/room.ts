/** How many panes a window has room for. */
export type Room = "three" | "two" | "one";

const enoughForThree = "(width >= 1000px)";
const enoughForTwo = "(width >= 660px)";

/** How many panes fit side by side now, so that none is squeezed. Zoom counts: the pixels are those of the page. */
export function currentRoom(): Room {
  if (window.matchMedia(enoughForThree).matches) return "three";
  return window.matchMedia(enoughForTwo).matches ? "two" : "one";
}

/** Returns a function that stops listening. */
export function onRoomChange(listener: () => void): () => void {
  const queries = [enoughForThree, enoughForTwo].map((query) => window.matchMedia(query));
  for (const query of queries) query.addEventListener("change", listener);
  return () => {
    for (const query of queries) query.removeEventListener("change", listener);
  };
}
