import type { CommandKeys } from "#contract/command-keys.ts";
import type { CommandId } from "#contract/commands.ts";
import { acceleratorOf, isComposingKey, type KeyPress, parseAccelerator } from "../ui/keys.ts";

/** The verdict on a pressed key: whether the author can assign the key to a command. */
export type KeyVerdict =
  /** The author pressed only a modifier, or a key that the input method processes. */
  | { readonly kind: "unfinished" }
  /** The key types a character or moves the caret. The author can assign the key only with Ctrl or Alt. */
  | { readonly kind: "plain" }
  /** The key is reserved, such as the key for copying, and cannot be assigned. */
  | { readonly kind: "reserved"; readonly key: string }
  | {
      readonly kind: "key";
      readonly key: string;
      /** The command to which the key is assigned now. */
      readonly owner: CommandId | null;
      /** Whether input methods of the system usually intercept the key. */
      readonly isInputMethods: boolean;
    };

const reserved = new Set([
  ...["C", "X", "V", "A", "Z", "Y", "Q", "Shift+Z", "Shift+V", "Enter", "0", "Plus", "-", "="].map(
    (key) => `CmdOrCtrl+${key}`,
  ),
  ...["F10", "F11", "Alt+F4", "Alt+Space"],
]);
const reservedOnMac = new Set(["H", "M", "Alt+H", "Shift+Q"].map((key) => `CmdOrCtrl+${key}`));

/** Keys that input methods intercept, for instance to switch the input method or to enter emoji. */
const inputMethods: Readonly<Record<"darwin" | "win32" | "linux", ReadonlySet<string>>> = {
  darwin: new Set(["CmdOrCtrl+Space", "CmdOrCtrl+Alt+Space"]),
  win32: new Set(["CmdOrCtrl+Space", "CmdOrCtrl+Shift+Space", "Alt+`", "CmdOrCtrl+Alt+Space"]),
  linux: new Set([
    ...["Space", "Shift+Space", "Alt+Space", "Shift+U", "Shift+E", ";"].map((key) => `CmdOrCtrl+${key}`),
    "Alt+`",
  ]),
};

/** Whether the input methods of a system intercept a key. */
export function isInputMethodKey(key: string, platform: string): boolean {
  return inputMethods[platform === "darwin" || platform === "win32" ? platform : "linux"].has(key);
}

/** Returns whether a key can be assigned to a command, and the reason if it cannot. */
export function judgeKey(event: KeyPress, id: CommandId, keys: CommandKeys, platform: string): KeyVerdict {
  if (isComposingKey(event) || /^(?:Control|Meta|Alt|AltGraph|Shift|Process|Dead)$/.test(event.key)) {
    return { kind: "unfinished" };
  }
  const mac = platform === "darwin";
  const key = acceleratorOf(event, mac);
  if (key === null || isPlain(key, mac)) return { kind: "plain" };
  if (reserved.has(key) || (mac && reservedOnMac.has(key))) return { kind: "reserved", key };
  const owner = [...keys].find(([other, its]) => other !== id && its === key)?.[0] ?? null;
  return { kind: "key", key, owner, isInputMethods: isInputMethodKey(key, platform) };
}

/**
 * Whether a key types a character, moves the caret or deletes text.
 * Returns false for a key with both Ctrl and Alt.
 */
function isPlain(accelerator: string, mac: boolean): boolean {
  const { command, alt, key } = parseAccelerator(accelerator);
  if (/^F\d+$/.test(key)) return false;
  if (/^(?:Up|Down|Left|Right|Home|End|PageUp|PageDown|Insert|Delete)$/.test(key)) return !(command && alt);
  // On a Mac, a key with Alt types a character.
  return !command && (!alt || (mac && key !== "Enter"));
}
