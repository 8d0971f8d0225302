/**
 * Sets `data-contrast` on the root element if the author chose strong contrast or the system requests it.
 * Follows later changes of the system's setting. Returns a function that stops following them.
 */
export function followContrast(isChosen: boolean): () => void {
  const asked = matchMedia("(prefers-contrast: more)");
  const mark = (): void => {
    const root = document.documentElement;
    if (isChosen || asked.matches) root.dataset.contrast = "more";
    else delete root.dataset.contrast;
  };
  mark();
  asked.addEventListener("change", mark);
  return () => asked.removeEventListener("change", mark);
}
