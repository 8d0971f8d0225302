import { isComposingKey } from "../ui/keys.ts";

/**
 * Hides keys from buttons and sheets while an input method (IME) processes the keys.
 * During an IME composition, Enter presses no button, and Escape closes no sheet.
 */
export function guardCompositions(page: Window): void {
  page.addEventListener(
    "keydown",
    (event) => {
      if (!isComposingKey(event)) return;
      const inEditor = event.target instanceof Element && event.target.closest(".monaco-editor") !== null;
      if (!inEditor) event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
