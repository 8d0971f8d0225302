import type { FromPage } from "./messages.ts";

const modifiers = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift"]);

/**
 * What a key press on the page may mean to the window, whose commands cannot hear it: the focus is in another document.
 * Keys without a modifier are the page's own, but for the function keys and Escape, which closes what is open.
 */
function readKey(event: KeyboardEvent): FromPage | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } = event;
  const isChord = (ctrlKey || metaKey || altKey) && !modifiers.has(key);
  if (!isChord && !/^(F\d+|Escape)$/.test(key)) return undefined;
  return { type: "key", press: { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } };
}

/** Hears keys from the first moment on, and tells of them as soon as there is a way: the focus may be here before a port is. */
export class EarlyKeys {
  readonly #waiting: FromPage[] = [];
  #send = (message: FromPage): void => void this.#waiting.push(message);

  constructor() {
    addEventListener("keydown", (event) => {
      const told = readKey(event);
      if (told) this.#send(told);
    });
  }

  tell(send: (message: FromPage) => void): void {
    this.#send = send;
    for (const told of this.#waiting.splice(0)) send(told);
  }
}
