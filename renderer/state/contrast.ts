/**
 * Sets `data-contrast` on the root element while the author or the system wants strong contrast.
 * Returns a function that stops following the system's setting.
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
