import type { CommandId } from "#contract/commands.ts";
import type { EditorHandle } from "../current-editor.ts";

/** Commands that apply only while the caret is in the text; the editor binds their keys. */
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

/** Whether the editor binds a command's key. */
export function isTextCommand(id: string): id is TextCommandId {
  return Object.hasOwn(textActions, id);
}
