import { isComposingKey } from "../ui/keys.ts";

/**
 * Keeps keys that an input method (IME) is processing away from the interface. Enter that confirms a
 * conversion must not press a button, and Escape that cancels one must not close a sheet. Input fields still
 * handle these keys. Keys in Monaco are let through, since Monaco itself keeps track of input methods.
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
