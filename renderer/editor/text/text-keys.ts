import type { editor } from "monaco-editor/editor";
import { type CommandKeys, defaultKey } from "#contract/command-keys.ts";
import { isTyping, type KeyPress, matchesChord, parseAccelerator } from "../../ui/keys.ts";
import type { EditorHandle } from "../../state/current-editor.ts";
import { type TextCommandId, textActions, textCommands } from "./text-actions.ts";

/**
 * Returns the command of a key that was pressed in the text. Undefined if the key has no command.
 * Returns "nothing" for a default key that the author has unassigned. Monaco must then ignore the key.
 */
export function textCommandOfKey(
  event: KeyPress,
  mac: boolean,
  keys: CommandKeys,
): TextCommandId | "nothing" | undefined {
  if (isTyping(event)) return undefined;
  const isKey = (key: string | null): boolean =>
    key !== null && matchesChord(parseAccelerator(key), event, mac);
  const asked = textCommands.find((id) => isKey(keys.get(id) ?? null));
  return asked ?? (textCommands.some((id) => isKey(defaultKey(id))) ? "nothing" : undefined);
}

/** Runs commands on the text when their keys are pressed. Returns a function that stops listening. */
export function listenForTextKeys(
  view: editor.IStandaloneCodeEditor,
  container: HTMLElement,
  handle: EditorHandle,
  keys: () => CommandKeys,
): () => void {
  const mac = navigator.platform.startsWith("Mac");
  const press = (event: KeyboardEvent): void => {
    if (!view.hasTextFocus()) return;
    const asked = textCommandOfKey(event, mac, keys());
    if (asked === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (asked !== "nothing") textActions[asked](handle);
  };
  container.addEventListener("keydown", press, { capture: true });
  return () => container.removeEventListener("keydown", press, { capture: true });
}
