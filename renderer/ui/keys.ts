import { isAccelerator } from "#contract/command-keys.ts";

/** An accelerator of the command table, taken apart. */
export interface KeyChord {
  /** Ctrl, or Cmd on a Mac. */
  readonly command: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  /** As in `KeyboardEvent.key`, letters in lower case. */
  readonly key: string;
}

/** The parts of a keyboard event that decide about a chord. */
export type KeyPress = Pick<
  KeyboardEvent,
  "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey" | "isComposing" | "keyCode"
>;

/** All that were ever taken apart: few, and asked for at each key. */
const chords = new Map<string, KeyChord>();

/** Takes an accelerator such as `CmdOrCtrl+Shift+P` apart. */
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

/** Whether an input method is at work on this key; it then belongs to nobody else. */
export function isComposingKey(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}

/** Whether a key press types a character and nothing else; no command can have such a key. */
export function isTyping(event: Pick<KeyPress, "key" | "ctrlKey" | "metaKey" | "altKey">): boolean {
  return event.key.length === 1 && !(event.ctrlKey || event.metaKey || event.altKey);
}

/** Whether a key press is this chord. Letters are also found by their place, for keyboards without Latin letters. */
export function matchesChord(chord: KeyChord, event: KeyPress, mac: boolean): boolean {
  if (isComposingKey(event)) return false;
  const command = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (command !== chord.command || other || event.altKey !== chord.alt || event.shiftKey !== chord.shift) {
    return false;
  }
  const key = keyName(event.key);
  if (isDigit(chord.key)) return key === chord.key || (!isDigit(key) && event.code === `Digit${chord.key}`);
  return key === chord.key || (isLetter(chord.key) && !isLetter(key) && event.code === codeOf(chord.key));
}

/** The accelerator that a key press writes; null for a modifier by itself and for keys that no table can name. */
export function acceleratorOf(event: KeyPress, mac: boolean): string | null {
  if (isComposingKey(event) || (mac ? event.ctrlKey : event.metaKey)) return null;
  const plain = keyName(event.key);
  const [, placed = ""] = /^(?:Key|Digit)([A-Z0-9])$/.exec(event.code) ?? [];
  // With Shift or Alt a digit or a letter may come as another character; it is the key that counts.
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

/** The chord as people write it: `Ctrl+Shift+P`, `⇧⌘P`. */
export function chordText(accelerator: string, mac: boolean): string {
  const { command, alt, shift, key } = parseAccelerator(accelerator);
  const name = key.length === 1 ? key.toUpperCase() : key;
  if (mac) return `${alt ? "⌥" : ""}${shift ? "⇧" : ""}${command ? "⌘" : ""}${name}`;
  return [command && "Ctrl", alt && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}

/** A key as accelerators name it. */
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
