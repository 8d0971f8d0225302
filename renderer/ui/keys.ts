import { isAccelerator } from "#contract/command-keys.ts";

/** A key and its modifiers, parsed from an accelerator of the command table. */
export interface KeyChord {
  /** Whether the main modifier is pressed: Cmd on a Mac, Ctrl on other systems. */
  readonly command: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** The key as in `KeyboardEvent.key`, but letters are in lower case. */
  readonly key: string;
}

/** The properties of a keyboard event that determine which key was pressed. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "keyCode"
> &
  Partial<Pick<KeyboardEvent, "getModifierState">>;

/** Caches parsed accelerators, because each key press is compared with all accelerators. */
const chords = new Map<string, KeyChord>();

/** Parses an accelerator such as `CmdOrCtrl+Shift+P`. */
export function parseAccelerator(accelerator: string): KeyChord {
  const chord = chords.get(accelerator) ?? takenApart(accelerator);
  chords.set(accelerator, chord);
  return chord;
}

function takenApart(accelerator: string): KeyChord {
  const parts = accelerator.split("+");
  const key = parts.pop() ?? "";
  return {
    command: parts.includes("CmdOrCtrl"),
    alt: parts.includes("Alt"),
    shift: parts.includes("Shift"),
    key: key.length === 1 ? key.toLowerCase() : key,
  };
}

/** Whether an input method is processing the key. Callers must ignore such a key. */
export function isComposingKey(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether AltGr is pressed to type a character such as `@`. Windows then also reports Ctrl and Alt. */
function isAltGr(event: Pick<KeyPress, "getModifierState">): boolean {
  return event.getModifierState?.("AltGraph") === true;
}

/** Whether a key press only types a character. Such a key cannot be assigned to a command. */
export function isTyping(
  event: Pick<KeyPress, "key" | "ctrlKey" | "metaKey" | "altKey" | "getModifierState">,
): boolean {
  return event.key.length === 1 && (isAltGr(event) || !(event.ctrlKey || event.metaKey || event.altKey));
}

/**
 * Whether a key press matches a chord (a key with its modifiers).
 * If the key types no Latin letter or digit (for instance on a Russian keyboard), compares its position.
 */
export function matchesChord(chord: KeyChord, event: KeyPress, mac: boolean): boolean {
  if (isComposingKey(event) || isAltGr(event)) return false;
  const command = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (command !== chord.command || other || event.altKey !== chord.alt || event.shiftKey !== chord.shift) {
    return false;
  }
  const key = keyName(event.key);
  if (isDigit(chord.key)) return key === chord.key || (!isDigit(key) && event.code === `Digit${chord.key}`);
  return key === chord.key || (isLetter(chord.key) && !isLetter(key) && event.code === codeOf(chord.key));
}

/**
 * Returns the accelerator for a key press: `CmdOrCtrl+Shift+P`.
 * Returns null if the keys cannot be an accelerator.
 */
export function acceleratorOf(event: KeyPress, mac: boolean): string | null {
  if (isComposingKey(event) || isAltGr(event) || (mac ? event.ctrlKey : event.metaKey)) return null;
  const plain = keyName(event.key);
  const [, placed = ""] = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code) ?? [];
  // With Shift or Alt, a key may type a character such as `!`.
  // The accelerator contains the letter or digit of the key instead of the typed character.
  const key = isLetter(plain) || isDigit(plain) ? plain.toUpperCase() : placed === "" ? plain : placed;
  const parts = [
    (mac ? event.metaKey : event.ctrlKey) && "CmdOrCtrl",
    event.altKey && "Alt",
    event.shiftKey && "Shift",
    key,
  ];
  const accelerator = parts.filter(Boolean).join("+");
  return isAccelerator(accelerator) ? accelerator : null;
}

/** Returns an accelerator in the form for display: `Ctrl+Shift+P`, or `⇧⌘P` on a Mac. */
export function chordText(accelerator: string, mac: boolean): string {
  const { command, alt, shift, key } = parseAccelerator(accelerator);
  const name = key.length === 1 ? key.toUpperCase() : key;
  if (mac) return `${alt ? "⌥" : ""}${shift ? "⇧" : ""}${command ? "⌘" : ""}${name}`;
  return [command && "Ctrl", alt && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}

function keyName(key: string): string {
  if (key.length === 1) return key === " " ? "Space" : key === "+" ? "Plus" : key.toLowerCase();
  return key.replace(/^Arrow/, "");
}

function isDigit(key: string): boolean {
  return /^\d$/.test(key);
}

function isLetter(key: string): boolean {
  return /^[a-z]$/.test(key);
}

function codeOf(letter: string): string {
  return `Key${letter.toUpperCase()}`;
}

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

/**
 * Makes a held Enter key act only on the element on which it was pressed.
 * Enter often closes a sheet. The key's repeats would then write line ends into the text behind the sheet.
 */
export function guardHeldEnter(page: Window): void {
  let pressed: EventTarget | null = null;
  page.addEventListener(
    "keydown",
    (event) => {
      if (event.key !== "Enter") return;
      if (!event.repeat) pressed = event.target;
      if (event.target === pressed) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}
