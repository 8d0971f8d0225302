import { useEffect } from "react";
import { useStore } from "zustand";
import { useApp } from "../../state/app.ts";
import { followContrast } from "../../state/contrast.ts";
import { useLanguage } from "../../state/language.ts";

/** Sets language, colours, contrast, font and text size on the page's root as the author chose. */
export function useRootAttributes(): void {
  const language = useLanguage();
  const { colours, highContrast, editorFont, editorFontSize } = useStore(useApp().preferences.store);
  useEffect(() => {
    const root = document.documentElement;
    root.lang = language;
    root.dataset.colours = colours;
    root.dataset.editorFont = editorFont;
    root.style.setProperty("--editor-font-size", `${editorFontSize}px`);
  }, [language, colours, editorFont, editorFontSize]);
  useEffect(() => followContrast(highContrast), [highContrast]);
}
