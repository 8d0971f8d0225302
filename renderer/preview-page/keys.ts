import type { FromPage } from "./messages.ts";

const modifiers = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift"]);

/**
 * What a key press on the page may mean to the window, whose commands cannot hear it: the focus is in another document.
 * Keys without a modifier are the page's own, but for the function keys.
 */
export function readKey(event: KeyboardEvent): FromPage | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } = event;
  const isChord = (ctrlKey || metaKey || altKey) && !modifiers.has(key);
  if (!isChord && !/^F\d+$/.test(key)) return undefined;
  return { type: "key", press: { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } };
}
