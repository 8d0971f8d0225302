import { isComposingKey } from "../ui/keys.ts";

/**
 * Keeps every key that an input method is working on away from the interface: Enter that confirms a conversion must
 * not press a button, Escape that takes it back must not close a sheet. The field itself still gets its default
 * action. Monaco is left out, since it follows compositions itself.
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
