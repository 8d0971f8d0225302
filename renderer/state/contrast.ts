/**
 * Marks the page's root (`data-contrast`, see tokens.css) while strong contrast is set by the author or by
 * the system. Returns a function that stops it.
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
