import { type editor, type IPosition, KeyCode, KeyMod } from "monaco-editor/editor";
import { isComposingKey } from "../ui/keys.ts";
import { positionAfterDescription } from "./images/image-description.ts";
import { enterInList, indentItem, outdentItem } from "./text/list-continuation.ts";
import { numbersBehind, withOwnNumber } from "./text/list-numbers.ts";
import { firstState, tokenizeLine } from "../writing/markdown/block-tokens.ts";
import { replaceRange } from "./text/text-edits.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/** Name of Monaco's context key that limits the key bindings to the post's editor. */
const inPost = "hitofudePost";
const inText = `${inPost} && editorTextFocus && !editorReadonly`;

/** Adds keys for Markdown: Enter and Tab in lists, and Tab in the description of an image. */
export function addMarkdownKeys(view: CodeEditor, isComposing: () => boolean): void {
  view.createContextKey(inPost, true);
  view.addCommand(
    KeyCode.Enter,
    () => {
      if (isComposing() || !enter(view)) view.trigger("keyboard", "type", { text: "\n" });
    },
    inText,
  );
  view.addCommand(
    KeyCode.Tab,
    () => {
      if (isComposing() || !(leaveDescription(view) || moveItem(view, indentItem)))
        view.trigger("keyboard", "tab", null);
    },
    `${inText} && !editorTabMovesFocus && !inSnippetMode`,
  );
  view.addCommand(
    KeyMod.Shift | KeyCode.Tab,
    () => {
      if (isComposing() || !moveItem(view, outdentItem)) view.trigger("keyboard", "outdent", null);
    },
    `${inText} && !editorTabMovesFocus && !inSnippetMode`,
  );
}

/** Prevents the editor's own shortcuts (find, key sequences) from ending an IME composition. */
export function guardShortcuts(container: HTMLElement, isComposing: () => boolean): void {
  container.addEventListener(
    "keydown",
    (event) => {
      if (!isComposing() || isComposingKey(event) || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      // Keeps the event also from the listener of the formatting keys, which is on the same element.
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
}

/** Handles Enter in a list: starts the next item or ends the list. Returns false for any other Enter. */
function enter(view: CodeEditor): boolean {
  const model = view.getModel();
  const selections = view.getSelections() ?? [];
  const [selection] = selections;
  if (!model || selections.length !== 1 || !selection?.isEmpty()) return false;
  const { lineNumber, column } = selection.getPosition();
  const line = model.getLineContent(lineNumber);
  const previous = lineNumber > 1 ? model.getLineContent(lineNumber - 1) : "";
  const answer = enterInList(line, column - 1, previous);
  if (!answer || isCode(model, lineNumber)) return false;
  if (answer.kind === "continue") addItem(view, selection.getPosition(), answer.text);
  else {
    const left = withOwnNumber(model.getLinesContent().with(lineNumber - 1, answer.line), lineNumber - 1);
    replaceRange(view, lineRange(lineNumber, line), left.replaceAll("\n", model.getEOL()));
  }
  view.revealPosition(view.getPosition() ?? selection.getPosition());
  return true;
}

/** Starts a list item at the caret and renumbers the items after it, as one undo step. */
function addItem(view: CodeEditor, { lineNumber, column }: IPosition, mark: string): void {
  const model = view.getModel();
  if (!model) return;
  const lineAt = (line: number): string | null =>
    line > model.getLineCount() ? null : model.getLineContent(line);
  const edits = numbersBehind(mark, lineNumber + 1, lineAt).map(([line, { indent, marker }, text]) => {
    const startColumn = indent.length + 1;
    const endColumn = startColumn + marker.length;
    return { range: { startLineNumber: line, startColumn, endLineNumber: line, endColumn }, text };
  });
  const caretRange = {
    startLineNumber: lineNumber,
    startColumn: column,
    endLineNumber: lineNumber,
    endColumn: column,
  };
  view.pushUndoStop();
  view.executeEdits("hitofude", [
    { range: caretRange, text: model.getEOL() + mark, forceMoveMarkers: true },
    ...edits,
  ]);
  view.pushUndoStop();
}

/**
 * Moves the caret to the next image's empty description, or after the current image.
 * Returns false if the caret is not in an image description.
 */
function leaveDescription(view: CodeEditor): boolean {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection || selection.startLineNumber !== selection.endLineNumber) return false;
  const { lineNumber, column } = selection.getPosition();
  const next = lineNumber < model.getLineCount() ? model.getLineContent(lineNumber + 1) : "";
  const target = positionAfterDescription(model.getLineContent(lineNumber), column - 1, next);
  if (!target || isCode(model, lineNumber)) return false;
  view.setPosition({ lineNumber: lineNumber + target.lines, column: target.offset + 1 });
  return true;
}

/** Indents or outdents the list items in the selection. The caret stays beside the same character. */
function moveItem(view: CodeEditor, move: (line: string) => string | null): boolean {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection) return false;
  const edits = [];
  const lines = model.getLinesContent();
  for (let number = selection.startLineNumber; number <= selection.endLineNumber; number++) {
    const line = model.getLineContent(number);
    const item = isCode(model, number) ? null : move(line);
    if (item === null) continue;
    lines[number - 1] = item;
    const moved = withOwnNumber(lines, number - 1);
    lines[number - 1] = moved;
    const kept = commonTail(line, moved);
    const range = { ...lineRange(number, line), endColumn: line.length - kept + 1 };
    edits.push({ range, text: moved.slice(0, moved.length - kept) });
  }
  if (edits.length === 0) return false;
  view.pushUndoStop();
  view.executeEdits("hitofude", edits);
  view.pushUndoStop();
  return true;
}

function commonTail(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a.at(-1 - length) === b.at(-1 - length)) length++;
  return length;
}

/** Whether a line is inside a code block, where a hyphen does not start a list. */
function isCode(model: editor.ITextModel, lineNumber: number): boolean {
  let state = firstState;
  for (let number = 1; number < lineNumber; number++)
    state = tokenizeLine(model.getLineContent(number), state).end;
  return state.kind !== "text";
}

function lineRange(lineNumber: number, line: string) {
  return {
    startLineNumber: lineNumber,
    startColumn: 1,
    endLineNumber: lineNumber,
    endColumn: line.length + 1,
  };
}
