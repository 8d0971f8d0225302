import type { editor } from "monaco-editor/editor";
import type { PlacedImage } from "../../state/current-editor.ts";
import {
  imageAt,
  type ImageMarkdown,
  imagesInLine,
  imageText,
  isAlone,
} from "../../writing/image-markdown.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/** Calls `report` whenever the image at the caret changes. Reports null if no image is at the caret. */
export function watchImage(view: CodeEditor, report: (image: PlacedImage | null) => void): void {
  let isThere = false;
  const look = (): void => {
    const image = imageHere(view);
    if (image === null && !isThere) return;
    isThere = image !== null;
    report(image);
  };
  view.onDidChangeModel(look);
  view.onDidChangeCursorPosition(look);
  view.onDidChangeModelContent(look);
}

function imageHere(view: CodeEditor): PlacedImage | null {
  const model = view.getModel();
  const position = view.getPosition();
  if (!model || !position || position.lineNumber > model.getLineCount()) return null;
  const line = model.getLineContent(position.lineNumber);
  const image = line.includes("](") ? imageAt(line, position.column - 1) : null;
  if (!image) return null;
  const number = position.lineNumber;
  const around = [number - 1, number, number + 1].map((other) =>
    other < 1 || other > model.getLineCount() ? "" : model.getLineContent(other),
  );
  return { line: number - 1, image, isAlone: isAlone(around, 1, image) };
}

/**
 * Replaces an image of the text, if the text still contains the image.
 * Successive changes of one image are one undo step.
 */
export function imageChanger(view: CodeEditor): (placed: PlacedImage, next: ImageMarkdown) => void {
  let last: object | null = null;
  let lastImage = "";
  return ({ line, image }, next) => {
    const model = view.getModel();
    const lineNumber = line + 1;
    if (!model || lineNumber > model.getLineCount() || view.getRawOptions().readOnly) return;
    const found = imagesInLine(model.getLineContent(lineNumber)).find(({ start }) => start === image.start);
    if (!found || imageText(found) !== imageText(image)) return;
    const identity = `${lineNumber} ${image.start} ${image.destination}`;
    if (last !== model || lastImage !== identity) view.pushUndoStop();
    last = model;
    lastImage = identity;
    const range = {
      startLineNumber: lineNumber,
      startColumn: found.start + 1,
      endLineNumber: lineNumber,
      endColumn: found.end + 1,
    };
    view.executeEdits("hitofude", [{ range, text: imageText(next), forceMoveMarkers: true }]);
    // Scrolls to the image, because the open panel may have covered the image.
    view.revealLineInCenterIfOutsideViewport(lineNumber);
  };
}
