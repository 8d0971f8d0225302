import { type editor, type IPosition, Selection } from "monaco-editor/editor";
import type { ImageInsertion, InsertedImage, NewImage } from "../../state/current-editor.ts";
import { linkFromPaste, type TextSpan } from "../../writing/formatting.ts";
import { imagesInLine } from "../../writing/image-markdown.ts";
import { imageBlock } from "./image-block.ts";
import { imagesOf } from "./image-file.ts";
import { storeImages } from "./store-images.ts";
import { trackRange } from "../tracked-range.ts";
import { rangeOf, replaceRange } from "../text/text-edits.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/**
 * Listens for pasted or dropped images. An address that is pasted over selected text becomes a link.
 * Returns a function that stops listening.
 */
export function listenForImages(
  view: CodeEditor,
  container: HTMLElement,
  insert: (images: readonly NewImage[], isAlone: boolean) => void,
  ownTarget: (address: string) => string | null,
): () => void {
  const take = (event: Event, files: readonly NewImage[], isAlone: boolean): void => {
    event.preventDefault();
    event.stopPropagation();
    insert(files, isAlone);
  };
  const paste = (event: ClipboardEvent): void => {
    if (!view.hasTextFocus()) return;
    const files = imagesOf(event.clipboardData);
    if (files.length > 0) take(event, files, false);
    else if (pasteLink(view, event.clipboardData?.getData("text/plain") ?? "", ownTarget)) {
      event.preventDefault();
      event.stopPropagation();
    }
  };
  const dragOver = (event: DragEvent): void => {
    if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
  };
  const drop = (event: DragEvent): void => {
    const files = imagesOf(event.dataTransfer);
    if (files.length === 0) return;
    const target = view.getTargetAtClientPoint(event.clientX, event.clientY);
    if (target?.position) view.setPosition(besideLine(view, target.position));
    take(event, files, true);
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
 * Returns the position for images that are dropped in a line: the line's end, so that no word is split.
 * Images that are dropped at the beginning of a line are inserted there.
 */
function besideLine(view: CodeEditor, { lineNumber, column }: IPosition): IPosition {
  const end = view.getModel()?.getLineMaxColumn(lineNumber) ?? column;
  return { lineNumber, column: column === 1 ? 1 : end };
}

/** The functions of the window that the editor calls when images are inserted. */
export interface ImageServices {
  /** Stores an image for the post on screen and returns its Markdown. */
  readonly storeImage: (image: InsertedImage) => Promise<string>;
  /** Resolves when no input method composes a word. */
  readonly whenNotComposing: () => Promise<void>;
  /** Receives the progress of inserting several images. Null means that at most one was inserted. */
  readonly report: (insertion: ImageInsertion | null) => void;
}

/**
 * Stores images, and inserts them where the caret was at the time of the call.
 * If the caret was inside an image's Markdown, inserts a new paragraph after that image.
 * The insertion is one undo step.
 * Several images become a separate paragraph, which the page shows as a gallery.
 * With `isSeparate`, a single image becomes a separate paragraph, too.
 * Inserts nothing if the author has opened another post before the images are stored.
 * If one image fails, inserts all other images, and then rejects with the error.
 * If the author stops the insertion, inserts the images that were stored so far.
 */
export async function insertImages(
  view: CodeEditor,
  images: readonly InsertedImage[],
  isSeparate: boolean,
  { storeImage, whenNotComposing, report }: ImageServices,
): Promise<void> {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection || images.length === 0 || view.getRawOptions().readOnly) return;
  const version = model.getVersionId();
  const end = endOfImage(model, selection);
  const trackedRange = trackRange(model, end ?? selection);
  const { stored, failure } = await storeImages(images, storeImage, report);
  await whenNotComposing();
  const range = trackedRange();
  let insertion: ImageInsertion | null = null;
  if (stored.length > 0 && range && view.getModel() === model) {
    const isAsIs = model.getVersionId() === version && view.getSelection()?.equalsSelection(selection);
    const text = model.getValue();
    const start = model.getOffsetAt({ lineNumber: range.startLineNumber, column: range.startColumn });
    const after = text.slice(model.getOffsetAt({ lineNumber: range.endLineNumber, column: range.endColumn }));
    const isAlone = isSeparate || stored.length > 1 || end !== null;
    const block = imageBlock({ before: text.slice(0, start), after }, stored, model.getEOL(), isAlone);
    const above = block.text.slice(0, block.images.start).split(model.getEOL());
    const first = {
      lineNumber: range.startLineNumber + above.length - 1,
      column: above.length > 1 ? 1 : range.startColumn,
    };
    replaceRange(view, range, block.text, isAsIs ? descriptionOf(first, stored[0] ?? "") : undefined);
    if (isAsIs) view.focus();
    if (stored.length > 1) {
      const inserted = { start: start + block.images.start, end: start + block.images.end };
      insertion = { step: "done", count: stored.length, separate: separator(view, model, inserted) };
    }
  }
  if (images.length > 1) report(insertion);
  if (failure) throw failure.reason;
}

/**
 * Returns the end of the image whose Markdown contains the selection, or null.
 * Needed because the caret is in an image's description after an insertion, where no image may be inserted.
 */
function endOfImage(model: editor.ITextModel, selection: Selection): Selection | null {
  const { startLineNumber: line, startColumn, endLineNumber, endColumn } = selection;
  if (line !== endLineNumber) return null;
  const image = imagesInLine(model.getLineContent(line)).find(
    ({ start, end }) => start < startColumn - 1 && endColumn - 1 < end,
  );
  return image ? new Selection(line, image.end + 1, line, image.end + 1) : null;
}

/** Returns a function that puts blank lines between the images of an inserted gallery, as one undo step. */
function separator(view: CodeEditor, model: editor.ITextModel, inserted: TextSpan): () => void {
  const [id = ""] = model.deltaDecorations([], [{ range: rangeOf(model, inserted), options: {} }]);
  return () => {
    const range = view.getModel() === model ? model.getDecorationRange(id) : null;
    if (!range) return;
    model.deltaDecorations([id], []);
    const lines = model
      .getValueInRange(range)
      .split(model.getEOL())
      .filter((line) => line.trim() !== "");
    replaceRange(view, range, lines.join(model.getEOL().repeat(2)));
    view.focus();
  };
}

/** Returns the selection of the description of an image whose Markdown begins at the given position. */
function descriptionOf({ lineNumber, column }: IPosition, markdown: string): Selection | undefined {
  const description = /^!\[([^\]]*)\]/.exec(markdown)?.[1];
  if (description === undefined) return undefined;
  const startColumn = column + "![".length;
  return new Selection(lineNumber, startColumn, lineNumber, startColumn + description.length);
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
