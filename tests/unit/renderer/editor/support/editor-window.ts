// Imported first, as in the program: the page forbids `eval`, which zod would try
import "#renderer/state/without-eval.ts";
import { commandKeys } from "#contract/command-keys.ts";
import { editor as monaco } from "monaco-editor/editor";
import { CurrentEditor, type ImageInsertion, type TextScroll } from "#renderer/state/current-editor.ts";
import { ProseEditor, type ShownText } from "#renderer/editor/prose-editor.ts";
import { BodyRevision } from "#renderer/state/documents/body-revision.ts";
import { editAtRandom } from "./random-edits.ts";

/** Replaces the program's window in tests: one editor, and the document that it edits. */
export interface EditorWindow {
  /** Creates the editor again. */
  start(editContext: boolean): void;
  /** Opens a text, or replaces the open one from outside. */
  show(path: string, body: string): void;
  /** Renames the file of the open text. */
  rename(path: string): void;
  /** Returns the host's text, which it received as a whole once, and then as edits. */
  body(): string;
  /** Returns the editor's text. */
  value(): string;
  /** Returns how often the host received the whole text. */
  wholes(): number;
  /** Makes random edits, some at several positions at once, some undone. `seed` determines them. */
  editAtRandom(seed: number, count: number): void;
  composing(): boolean;
  /** Whether Monaco tracks pairs of brackets, which takes time at each key press. */
  pairsBrackets(): boolean;
  focus(): void;
  goTo(line: number, before: string, after: string): void;
  /** Returns the scrolling of the text, as the preview uses it. */
  scrolling(): TextScroll;
  resize(width: number, height: number): void;
  scrollTop(): number;
  setScrollTop(pixels: number): void;
  /** Adds this many pixels of empty space after a line, counted from 1, like Monaco's view zones. */
  addRoom(afterLine: number, pixels: number): void;
  /** Hides lines, counted from 1, as folding does: the line above represents them. */
  fold(firstLine: number, lastLine: number): void;
  /** Pastes image files, as if another program had put them on the clipboard. */
  pasteImages(names: readonly string[], text?: string): void;
  /** Drops an image file onto a word of the text. */
  dropImage(name: string, word: string): void;
  /** Pastes HTML, as if a web page had put it on the clipboard. It waits for `finishSlowImages`. */
  pasteHtml(html: string): void;
  /** Stores the pasted images whose names begin with `slow`, and converts the pasted HTML. */
  finishSlowImages(): void;
  /** Returns the last reported state of an insertion of several images. */
  insertion(): ImageInsertion | null;
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
let shown: ShownText = { id: "", path: "", body: "", bodyRevision: 0, encoding: null };
let moment = BodyRevision.of("");
let wholes = 0;
const failures: string[] = [];
const slow: (() => void)[] = [];
let insertion: ImageInsertion | null = null;

function view(): monaco.ICodeEditor {
  const [made] = monaco.getEditors();
  if (!made) throw new Error("no editor");
  return made;
}

function take(next: BodyRevision): void {
  moment = next;
  // The window does not render again for typed text.
  // Therefore, the editor is shown typed text only together with another change.
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
        storeImage: async (path, image) => {
          if ("path" in image) return `![](/${image.path})`;
          const { name } = image;
          if (name.startsWith("slow")) await new Promise<void>((resolve) => slow.push(resolve));
          if (name === "broken.png") throw new Error("image.unsupported");
          return `![](/media/${path}-${name})`;
        },
        inserting: (now) => {
          insertion = now;
        },
        failed: (error) => failures.push(String(error)),
        openLink: () => undefined,
        ownTarget: () => null,
        keys: () => commandKeys({}),
        markdownOf: async (html) => {
          await new Promise<void>((resolve) => slow.push(resolve));
          return html.replace(/<[^>]+>/g, "**");
        },
        pastedAddress: () => undefined,
      },
      { editContext, preferences: { editorFont: "sans", editorFontSize: 16 } },
      { ariaLabel: "本文", placeholder: "ここに書く", describe: "説明を書く", readOnly: "読むだけ" },
    );
    editor.show(shown);
  },
  show: (path, body) => {
    shown = { id: path, path, body, bodyRevision: shown.bodyRevision + 1, encoding: null };
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
    // The method that Monaco's folding calls; its types lack it.
    const hide: unknown = Reflect.get(view(), "setHiddenAreas");
    if (typeof hide !== "function") throw new Error("no lines can be hidden");
    hide.call(view(), [{ startLineNumber, startColumn: 1, endLineNumber, endColumn: 1 }]);
  },
  insertion: () => insertion,
  finishSlowImages: () => {
    for (const finish of slow.splice(0)) finish();
  },
  pasteHtml: (html) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/html", html);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  },
  dropImage: (name, word) => {
    const words = document.createTreeWalker(container, NodeFilter.SHOW_TEXT);
    while (words.nextNode()) if (words.currentNode.nodeValue?.includes(word)) break;
    const range = document.createRange();
    range.selectNodeContents(words.currentNode);
    const { x, y, width, height } = range.getBoundingClientRect();
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], name, { type: "image/png" }));
    const at = { clientX: x + width / 2, clientY: y + height / 2 };
    const event = new DragEvent("drop", { ...at, dataTransfer, bubbles: true, cancelable: true });
    words.currentNode.parentElement?.dispatchEvent(event);
  },
  pasteImages: (names, text) => {
    const clipboardData = new DataTransfer();
    for (const name of names) clipboardData.items.add(new File(["x"], name, { type: "image/png" }));
    if (text !== undefined) clipboardData.setData("text/plain", text);
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
    document.activeElement?.dispatchEvent(event);
  },
};
