import type { editor, IPosition } from "monaco-editor/editor";
import type { NewImage } from "../../state/current-editor.ts";
import { linkFromPaste } from "../../writing/formatting.ts";
import { imageOfFile } from "./image-file.ts";
import { trackRange } from "../tracked-range.ts";
import { replaceRange } from "../text/text-edits.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/**
 * Returns the pasted or dropped images.
 * Returns no images if the clipboard also has text, as from office programs.
 */
function filesOf(data: DataTransfer | null): NewImage[] {
  if (!data || data.types.includes("text/plain")) return [];
  return Array.from(data.files, imageOfFile);
}

/**
 * Listens for pasted or dropped images, and for addresses pasted over selected text, which become links.
 * Returns a function that stops listening.
 */
export function listenForImages(
  view: CodeEditor,
  container: HTMLElement,
  insert: (images: readonly NewImage[]) => void,
  ownTarget: (address: string) => string | null,
): () => void {
  const take = (event: Event, files: readonly NewImage[]): void => {
    event.preventDefault();
    event.stopPropagation();
    insert(files);
  };
  const paste = (event: ClipboardEvent): void => {
    if (!view.hasTextFocus()) return;
    const files = filesOf(event.clipboardData);
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
    const files = filesOf(event.dataTransfer);
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
 * Stores images and inserts them as one undo step where the caret was when the call began.
 * Inserts nothing if another post was opened.
 * If one image fails, inserts all other images, and then rejects with the error.
 */
export async function insertImages(
  view: CodeEditor,
  images: readonly NewImage[],
  store: (image: NewImage) => Promise<string>,
  compositionEnd: () => Promise<void>,
): Promise<void> {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection || images.length === 0 || view.getRawOptions().readOnly) return;
  const version = model.getVersionId();
  const trackedRange = trackRange(model, selection);
  const { stored, failure } = await storeAll(images, store);
  await compositionEnd();
  const range = trackedRange();
  if (stored.length > 0 && range && view.getModel() === model) {
    const isAsIs = model.getVersionId() === version && view.getSelection()?.equalsSelection(selection);
    replaceRange(view, range, stored.join(model.getEOL()));
    if (isAsIs) {
      selectDescription(
        view,
        { lineNumber: range.startLineNumber, column: range.startColumn },
        stored[0] ?? "",
      );
      view.focus();
    }
  }
  if (failure) throw failure.reason;
}

/** Stores images one after the other, so that at most one is in memory at a time. */
async function storeAll(
  images: readonly NewImage[],
  store: (image: NewImage) => Promise<string>,
): Promise<{ readonly stored: readonly string[]; readonly failure: { readonly reason: unknown } | null }> {
  const stored: string[] = [];
  let failure: { readonly reason: unknown } | null = null;
  for (const image of images) {
    try {
      stored.push(await store(image));
    } catch (reason) {
      failure ??= { reason };
    }
  }
  return { stored, failure };
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
