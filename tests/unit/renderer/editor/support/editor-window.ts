// First, as in the program: the page forbids `eval`, which zod would try
import "#renderer/state/without-eval.ts";
import { commandKeys } from "#contract/command-keys.ts";
import { editor as monaco } from "monaco-editor/editor";
import { CurrentEditor, type TextScroll } from "#renderer/state/current-editor.ts";
import { ProseEditor, type ShownText } from "#renderer/editor/prose-editor.ts";
import { BodyRevision } from "#renderer/state/documents/body-revision.ts";
import { editAtRandom } from "./random-edits.ts";

/** Plays the program's window in tests: one editor, and the document that it edits. */
export interface EditorWindow {
  /** Makes the editor anew. */
  start(editContext: boolean): void;
  /** Opens a text, or replaces the open one from outside. */
  show(path: string, body: string): void;
  /** The file of the open text gets another name. */
  rename(path: string): void;
  /** The text as the host has it: told whole once, and then as edits. */
  body(): string;
  /** The text as the editor has it. */
  value(): string;
  /** How often the host was told the whole text. */
  wholes(): number;
  /** Makes edits at random places, some at several places at once, some taken back; `seed` stands for the places. */
  editAtRandom(seed: number, count: number): void;
  composing(): boolean;
  /** Whether Monaco keeps brackets of the text in pairs, which costs at each key. */
  pairsBrackets(): boolean;
  focus(): void;
  goTo(line: number, before: string, after: string): void;
  /** The text's scrolling, as the preview uses it. */
  scrolling(): TextScroll;
  resize(width: number, height: number): void;
  scrollTop(): number;
  setScrollTop(pixels: number): void;
  /** Puts room of so many pixels behind a line, counted from 1, as Monaco's view zones do. */
  addRoom(afterLine: number, pixels: number): void;
  /** Hides lines, counted from 1, as folding does: the line above stands for them. */
  fold(firstLine: number, lastLine: number): void;
  /** Pastes image files, as another program put them on the clipboard. */
  pasteImages(names: readonly string[], text?: string): void;
  /** The images that were pasted and whose name begins with `slow` are stored now. */
  finishSlowImages(): void;
  readonly failures: string[];
}

declare global {
  var editorWindow: EditorWindow;
}

const container = document.createElement("div");
container.style.cssText = "inline-size: 900px; block-size: 600px";
document.body.append(container);
const current = new CurrentEditor();
let editor: ProseEditor | null = null;
let shown: ShownText = { id: "", path: "", body: "", bodyRevision: 0 };
let moment = BodyRevision.of("");
let wholes = 0;
const failures: string[] = [];
const slow: (() => void)[] = [];

function view(): monaco.ICodeEditor {
  const [made] = monaco.getEditors();
  if (!made) throw new Error("no editor");
  return made;
}

function take(next: BodyRevision): void {
  moment = next;
  // The window draws nothing anew for words, so that the editor is shown what it told only with something else.
  shown = { ...shown, body: next.text };
}

globalThis.editorWindow = {
  failures,
  pairsBrackets: () => view().getModel()?.getOptions().bracketPairColorizationOptions.enabled === true,
  start: (editContext) => {
    editor?.dispose();
    editor = new ProseEditor(
      container,
      {
        current,
        documents: {
          editBody: (body) => {
            wholes += 1;
            take(BodyRevision.of(body));
          },
          type: (edit) => {
            const next = moment.after(edit);
            if (!next) throw new Error("the edits lead elsewhere");
            take(next);
          },
          setComposing: () => undefined,
        },
        storeImage: async (path, { name }) => {
          if (name.startsWith("slow")) await new Promise<void>((resolve) => slow.push(resolve));
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
      { ariaLabel: "本文", placeholder: "ここに書く", describe: "説明を書く" },
    );
    editor.show(shown);
  },
  show: (path, body) => {
    shown = { id: path, path, body, bodyRevision: shown.bodyRevision + 1 };
    editor?.show(shown);
  },
  rename: (path) => {
    shown = { ...shown, path };
    editor?.show(shown);
  },
  body: () => shown.body,
  value: () => view().getModel()?.getValue() ?? "",
  wholes: () => wholes,
  editAtRandom: (seed, count) => editAtRandom(view(), seed, count),
  composing: () => current.composing,
  focus: () => editor?.handle.focus(),
  goTo: (line, before, after) => editor?.handle.goTo(line, before, after),
  scrolling: () => {
    if (!editor) throw new Error("no editor");
    return editor.handle.scrolling;
  },
  resize: (width, height) => {
    container.style.inlineSize = `${width}px`;
    container.style.blockSize = `${height}px`;
  },
  scrollTop: () => view().getScrollTop(),
  setScrollTop: (pixels) => view().setScrollTop(pixels),
  addRoom: (afterLineNumber, heightInPx) =>
    view().changeViewZones((zones) => {
      zones.addZone({ afterLineNumber, heightInPx, domNode: document.createElement("div") });
    }),
  fold: (startLineNumber, endLineNumber) => {
    // What Monaco's folding calls; its types leave it out.
    const hide: unknown = Reflect.get(view(), "setHiddenAreas");
    if (typeof hide !== "function") throw new Error("no lines can be hidden");
    hide.call(view(), [{ startLineNumber, startColumn: 1, endLineNumber, endColumn: 1 }]);
  },
  finishSlowImages: () => {
    for (const finish of slow.splice(0)) finish();
  },
  pasteImages: (names, text) => {
    const clipboardData = new DataTransfer();
    for (const name of names) clipboardData.items.add(new File(["x"], name, { type: "image/png" }));
    if (text !== undefined) clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  },
};
