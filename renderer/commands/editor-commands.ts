import { chooseImages } from "./add-image.ts";
import { canEditText, type Command, hasEditor } from "../state/command.ts";
import type { App } from "../state/app.ts";
import type { EditorHandle } from "../state/current-editor.ts";
import { textActions, textCommands } from "../editor/text/text-actions.ts";

/** Text commands for the menu and the palette. The editor itself handles the keys of these commands. */
export const editorCommands: readonly Command[] = [
  ...textCommands.map((id) => ({
    id,
    enabled: id === "find-in-text" ? hasEditor : canEditText,
    run: onEditor(textActions[id]),
  })),
  { id: "insert-image", enabled: canEditText, run: insertImageFiles },
  {
    id: "edit-image",
    enabled: (app) => canEditText(app) && app.editor.store.getState().image !== null,
    run: ({ workspace }) => workspace.showImage(true),
  },
];

function onEditor(act: (editor: EditorHandle) => void): (app: App) => void {
  return ({ editor: { handle, composing } }) => {
    if (handle && !composing) act(handle);
  };
}

async function insertImageFiles(app: App): Promise<void> {
  await app.editor.handle?.insertImages(await chooseImages(app));
}
