import { isComposingKey } from "../ui/keys.ts";

/**
 * Keeps keys that an input method is processing away from the interface: Enter that confirms a conversion
 * must not press a button, Escape that cancels it must not close a sheet. The field keeps its default action.
 * Monaco is exempt, since it tracks compositions itself.
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
