import type { App } from "../state/app.ts";
import { always, canEditText, type Command, hasEditor } from "../state/command.ts";

/** Commands for the outline, fixes, tables, snippets, the modes of the editor, and spell checking. */
export const comfortCommands: readonly Command[] = [
  { id: "outline", enabled: hasEditor, run: ({ workspace }) => workspace.openSheet("outline") },
  { id: "fix", enabled: canEditText, run: ({ workspace }) => workspace.openSheet("fix") },
  { id: "edit-table", enabled: canEditText, run: ({ workspace }) => workspace.openSheet("edit-table") },
  {
    id: "insert-snippet",
    enabled: canEditText,
    run: ({ workspace }) => workspace.openSheet("insert-snippet"),
  },
  { id: "snippets", enabled: always, run: ({ workspace }) => workspace.openSheet("snippets") },
  toggle("typewriter-mode", "typewriter"),
  toggle("focus-mode", "focusMode"),
  toggle("spell-check", "spellCheck"),
];

function toggle(
  id: "typewriter-mode" | "focus-mode" | "spell-check",
  preference: "typewriter" | "focusMode" | "spellCheck",
): Command {
  return {
    id,
    enabled: always,
    run: ({ preferences }) => preferences.set({ [preference]: !preferences.values[preference] }),
  };
}

/** Adds a word to the author's dictionary and checks the text again. Rejects with an `AppError`. */
export async function learnWord(app: App, word: string): Promise<void> {
  await app.services.engine.call("spell.learn", { word });
  app.editor.handle?.lookAgain();
}
