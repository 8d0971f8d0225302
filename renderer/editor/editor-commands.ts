import type { Command } from "../commands/command.ts";
import type { App } from "../state/app.ts";
import { currentEditor, type EditorHandle } from "./current-editor.ts";

/** Commands on the text. Their keys work in the editor by themselves; here they are for menu and palette. */
export const editorCommands: readonly Command[] = [
  { id: "bold", enabled: canEdit, run: onEditor((editor) => editor.format("strong")) },
  { id: "emphasis", enabled: canEdit, run: onEditor((editor) => editor.format("emphasis")) },
  { id: "strike", enabled: canEdit, run: onEditor((editor) => editor.format("strike")) },
  { id: "code", enabled: canEdit, run: onEditor((editor) => editor.format("code")) },
  { id: "insert-link", enabled: canEdit, run: onEditor((editor) => editor.insertLink()) },
  { id: "insert-image", enabled: canEdit, run: chooseImages },
  { id: "find-in-text", enabled: canEdit, run: onEditor((editor) => editor.find()) },
];

function canEdit(app: App): boolean {
  return currentEditor.getState().handle !== null && app.documents.store.getState().current !== null;
}

function onEditor(act: (editor: EditorHandle) => void): () => void {
  return () => {
    const { handle, composing } = currentEditor.getState();
    if (handle && !composing) act(handle);
  };
}

async function chooseImages(app: App): Promise<void> {
  const images = await app.services.main.call("images.choose", {});
  await currentEditor.getState().handle?.insertImages(images);
}
