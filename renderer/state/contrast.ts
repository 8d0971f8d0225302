/**
 * Marks the page's root while the colours are to be stronger, as the author chose or as the system asks; the style sheets
 * follow (`data-contrast`, see tokens.css). Returns a function that stops it.
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
