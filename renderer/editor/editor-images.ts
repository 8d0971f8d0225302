import type { editor, IPosition } from "monaco-editor/editor";
import type { NewImage } from "./current-editor.ts";
import { linkFromPaste } from "./formatting.ts";
import { replaceRange } from "./text-edits.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/** Image files of a paste or drop. Where there is text too the author means the text: office programs offer both. */
function imageFiles(data: DataTransfer | null): File[] {
  if (!data || data.types.includes("text/plain")) return [];
  return [...data.files].filter((file) => file.type.startsWith("image/"));
}

/**
 * Listens for images pasted or dropped into the text, and for an address pasted over words, which makes a link. Text
 * is left to Monaco. Returns a function that stops listening.
 */
export function listenForImages(
  view: CodeEditor,
  container: HTMLElement,
  insert: (images: readonly NewImage[]) => void,
  ownTarget: (address: string) => string | null,
): () => void {
  const take = (event: Event, files: readonly File[]): void => {
    event.preventDefault();
    event.stopPropagation();
    void Promise.all(files.map(readFile)).then(insert);
  };
  const paste = (event: ClipboardEvent): void => {
    if (!view.hasTextFocus()) return;
    const files = imageFiles(event.clipboardData);
    if (files.length > 0) take(event, files);
    else if (pasteLink(view, event.clipboardData?.getData("text/plain") ?? "", ownTarget)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const dragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    const files = imageFiles(event.dataTransfer);
    if (files.length === 0) return;
    const target = view.getTargetAtClientPoint(event.clientX, event.clientY);
    if (target?.position) view.setPosition(target.position);
    take(event, files);
  };
  container.addEventListener("paste", paste, { capture: true });
  container.addEventListener("dragover", dragOver, { capture: true });
  container.addEventListener("drop", drop, { capture: true });
  return () => {
    container.removeEventListener("paste", paste, { capture: true });
    container.removeEventListener("dragover", dragOver, { capture: true });
    container.removeEventListener("drop", drop, { capture: true });
  };
}

/**
 * Stores images and writes them where the caret was when they came, however the text changed meanwhile, as one undo
 * step with the first description selected. `store` gives the Markdown of an image. What could be stored is written;
 * then the first failure rejects. If the author has gone to another post, nothing is written.
 */
export async function insertImages(
  view: CodeEditor,
  images: readonly NewImage[],
  store: (image: NewImage) => Promise<string>,
  compositionEnd: () => Promise<void>,
): Promise<void> {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection || images.length === 0) return;
  const place = view.createDecorationsCollection([{ range: selection, options: {} }]);
  const outcomes = await Promise.allSettled(images.map(store));
  await compositionEnd();
  const range = place.getRange(0);
  place.clear();
  const stored = outcomes.filter((outcome) => outcome.status === "fulfilled").map(({ value }) => value);
  if (stored.length > 0 && range && view.getModel() === model) {
    replaceRange(view, range, stored.join(model.getEOL()));
    selectDescription(view, range.getStartPosition(), stored[0] ?? "");
    view.focus();
  }
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure) throw failure.reason;
}

function selectDescription(view: CodeEditor, start: IPosition, markdown: string): void {
  const description = /^!\[([^\]]*)\]/.exec(markdown)?.[1];
  if (description === undefined) return;
  const startColumn = start.column + "![".length;
  view.setSelection({
    startLineNumber: start.lineNumber,
    startColumn,
    endLineNumber: start.lineNumber,
    endColumn: startColumn + description.length,
  });
}

function pasteLink(view: CodeEditor, pasted: string, ownTarget: (address: string) => string | null): boolean {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection || selection.isEmpty()) return false;
  const link = linkFromPaste(model.getValueInRange(selection), pasted, ownTarget);
  if (link === null) return false;
  replaceRange(view, selection, link);
  return true;
}

async function readFile(file: File): Promise<NewImage> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}
