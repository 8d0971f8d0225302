import type { FromPage } from "./messages.ts";

const modifiers = new Set(["Control", "Meta", "Alt", "AltGraph", "Shift"]);

/**
 * Returns the message for a key press that may be a command of the window, which does not receive it: the
 * focus is in another document. Keys without a modifier belong to the page, except function keys and Escape,
 * which closes what is open.
 */
function readKey(event: KeyboardEvent): FromPage | undefined {
  const { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } = event;
  const isChord = (ctrlKey || metaKey || altKey) && !modifiers.has(key);
  if (!isChord && !/^(F\d+|Escape)$/.test(key)) return undefined;
  return { type: "key", press: { key, code, ctrlKey, metaKey, altKey, shiftKey, isComposing, keyCode } };
}

/** Records keys from the start and sends them once a port exists: the page may have the focus before that. */
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
