import { commandKeys } from "#contract/command-keys.ts";
import { currentEditor } from "#renderer/editor/current-editor.ts";
import { ProseEditor, type ShownText } from "#renderer/editor/prose-editor.ts";

/** Plays the program's window in tests: one editor, and the document that it edits. */
export interface EditorWindow {
  /** Makes the editor anew. */
  start(editContext: boolean): void;
  /** Opens a text, or replaces the open one from outside. */
  show(path: string, body: string): void;
  body(): string;
  composing(): boolean;
  focus(): void;
  goTo(line: number, before: string, after: string): void;
  /** Pastes image files, as another program put them on the clipboard. */
  pasteImages(names: readonly string[], text?: string): void;
  readonly failures: string[];
}

declare global {
  var editorWindow: EditorWindow;
}

const container = document.createElement("div");
container.style.cssText = "inline-size: 900px; block-size: 600px";
document.body.append(container);
let editor: ProseEditor | null = null;
let shown: ShownText = { path: "", body: "", bodyRevision: 0, version: 0 };
const failures: string[] = [];

globalThis.editorWindow = {
  failures,
  start: (editContext) => {
    editor?.dispose();
    editor = new ProseEditor(
      container,
      {
        edited: (body) => {
          shown = { ...shown, body, version: shown.version + 1 };
          editor?.show(shown);
        },
        composing: () => undefined,
        storeImage: async (path, { name }) => {
          if (name === "broken.png") throw new Error("image.unsupported");
          return `![](/media/${path}-${name})`;
        },
        failed: (error) => failures.push(String(error)),
        openLink: () => undefined,
        ownTarget: () => null,
        keys: () => commandKeys({}),
        markdownOf: async (html) => html,
      },
      { editContext, preferences: { editorFont: "sans", editorFontSize: 16 } },
      { ariaLabel: "本文", placeholder: "" },
    );
    editor.show(shown);
  },
  show: (path, body) => {
    shown = { path, body, bodyRevision: shown.bodyRevision + 1, version: shown.version + 1 };
    editor?.show(shown);
  },
  body: () => shown.body,
  composing: () => currentEditor.getState().composing,
  focus: () => editor?.handle.focus(),
  goTo: (line, before, after) => editor?.handle.goTo(line, before, after),
  pasteImages: (names, text) => {
    const clipboardData = new DataTransfer();
    for (const name of names) clipboardData.items.add(new File(["x"], name, { type: "image/png" }));
    if (text !== undefined) clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  },
};
