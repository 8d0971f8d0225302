import type { CommandId } from "#contract/commands.ts";
import type { EditorHandle } from "../../state/current-editor.ts";

/** Commands that work only while the caret is in the text. The editor handles their keys. */
export const textActions = {
  bold: (editor) => editor.format("strong"),
  emphasis: (editor) => editor.format("emphasis"),
  strike: (editor) => editor.format("strike"),
  code: (editor) => editor.format("code"),
  "insert-link": (editor) => editor.insertLink(),
  "find-in-text": (editor) => editor.find(),
} as const satisfies Partial<Record<CommandId, (editor: EditorHandle) => void>>;

export type TextCommandId = keyof typeof textActions;

export const textCommands = Object.keys(textActions).filter(isTextCommand);

/** Whether the editor handles the key of a command. */
export function isTextCommand(id: string): id is TextCommandId {
  return Object.hasOwn(textActions, id);
}
