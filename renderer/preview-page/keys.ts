import type { FromPage } from "./messages.ts";

const modifiers = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift"]);

/**
 * Returns the message to the window for a key press that may be one of its commands: while the focus is on
 * the page, the window receives no keys itself. Undefined for keys without a modifier, which belong to the
 * page. Function keys and Escape, which closes sheets, are always sent.
 */
function readKey(event: KeyboardEvent): FromPage | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } = event;
  const isChord = (ctrlKey || metaKey || altKey) && !modifiers.has(key);
  if (!isChord && !/^(F\d+|Escape)$/.test(key)) return undefined;
  return { type: "key", press: { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } };
}

/**
 * Records key presses from the start and sends them when the page has a port, because the page can have the
 * focus before.
 */
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
