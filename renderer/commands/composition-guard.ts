import { isComposingKey } from "../ui/keys.ts";

/**
 * Keeps keys that an input method (IME) is processing away from buttons and sheets.
 * Enter that confirms a conversion must not press a button, and Escape must not close a sheet.
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
