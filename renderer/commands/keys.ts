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

/** Takes an accelerator such as `CmdOrCtrl+Shift+P` apart. */
export function parseAccelerator(accelerator: string): KeyChord {
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

/** Whether a key press is this chord. Letters are also found by their place, for keyboards without Latin letters. */
export function matchesChord(chord: KeyChord, event: KeyPress, mac: boolean): boolean {
  if (isComposingKey(event)) return false;
  const command = mac ? event.metaKey : event.ctrlKey;
  const other = mac ? event.ctrlKey : event.metaKey;
  if (command !== chord.command || other || event.altKey !== chord.alt || event.shiftKey !== chord.shift) {
    return false;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return key === chord.key || (isLetter(chord.key) && !isLetter(key) && event.code === codeOf(chord.key));
}

/** The chord as people write it: `Ctrl+Shift+P`, `⇧⌘P`. */
export function chordText(accelerator: string, mac: boolean): string {
  const { command, alt, shift, key } = parseAccelerator(accelerator);
  const name = key.length === 1 ? key.toUpperCase() : key;
  if (mac) return `${alt ? "⌥" : ""}${shift ? "⇧" : ""}${command ? "⌘" : ""}${name}`;
  return [command && "Ctrl", alt && "Alt", shift && "Shift", name].filter(Boolean).join("+");
}

function isLetter(key: string): boolean {
  return /^[a-z]$/.test(key);
}

function codeOf(letter: string): string {
  return `Key${letter.toUpperCase()}`;
}
