import { type editor, type IRange, Range, type Selection } from "monaco-editor/editor";
import { readListMark } from "../text/list-continuation.ts";
import { type BlockState, firstState, tokenizeLine } from "../../writing/markdown/block-tokens.ts";
import { readCells, tableMarkdown } from "../text/table-text.ts";
import { loneAddress } from "../../writing/lone-address.ts";
import { pastedText } from "./pasted-text.ts";
import { replaceRange } from "../text/text-edits.ts";
import { trackRange } from "../tracked-range.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/** Clipboard types of code editors. Text from a code editor is pasted as plain text, not as HTML. */
const codeEditors = ["vscode-editor-data", "application/vnd.code.copymetadata"];

/** Functions that the window provides for pasting rich text. The editor calls them. */
interface PasteServices {
  /** Converts HTML to Markdown. */
  readonly markdownOf: (html: string) => Promise<string>;
  /** Resolves when no input method composes a word. */
  readonly whenNotComposing: () => Promise<void>;
  /** Called after the author has pasted a web address on a line of its own. */
  readonly onAddress: (address: string) => void;
}

/**
 * Pastes spreadsheet cells as a Markdown table, and other HTML as Markdown (converted by `markdownOf`).
 * Inside code, and after Ctrl+Shift+V, pastes the plain text.
 * Returns a function that stops listening.
 */
export function listenForRichText(
  view: CodeEditor,
  container: HTMLElement,
  { markdownOf, whenNotComposing, onAddress }: PasteServices,
): () => void {
  const paste = (event: ClipboardEvent): void => {
    const data = event.clipboardData;
    if (!data || event.defaultPrevented || !view.hasTextFocus() || isInCode(view)) return;
    const plain = data.getData("text/plain");
    const address = loneAddress(plain);
    if (address !== null && isBlankLine(view)) {
      event.preventDefault();
      event.stopPropagation();
      insert(view, address);
      onAddress(address);
      return;
    }
    const cells = readCells(plain);
    const html = data.getData("text/html");
    if (cells === null && (!hasStructure(html) || codeEditors.some((type) => data.types.includes(type))))
      return;
    event.preventDefault();
    event.stopPropagation();
    if (cells !== null) insert(view, tableMarkdown(cells));
    else void insertLater(view, plain, markdownOf(html), whenNotComposing);
  };
  container.addEventListener("paste", paste, { capture: true });
  return () => container.removeEventListener("paste", paste, { capture: true });
}

/** Whether pasting HTML as plain text would lose structure (lists, links, tables and the like). */
function hasStructure(html: string): boolean {
  return /<(?:h[1-6]|[uod]l|table|a|strong|b|em|i|del|s|strike|blockquote|pre|code|img|hr|ruby)(?=[\s/>])|MsoList|font-weight/i.test(
    html,
  );
}

/**
 * Waits for the converted Markdown, and inserts it where the selection was at the time of the call.
 * Inserts the plain text (`plain`) if the conversion fails or returns an empty text.
 * Text that the author writes during the conversion stays, and the caret stays in that text.
 */
async function insertLater(
  view: CodeEditor,
  plain: string,
  asked: Promise<string>,
  whenNotComposing: () => Promise<void>,
): Promise<void> {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection) return;
  const tracked = trackRange(model, selection);
  const markdown = await asked.catch(() => "");
  await whenNotComposing();
  const range = tracked();
  const caret = view.getSelection();
  if (!range || !caret || view.getModel() !== model) return;
  const offset = model.getOffsetAt(caret.getPosition());
  const isBehind = offset >= model.getOffsetAt(Range.getEndPosition(range));
  const length = model.getValueLength();
  view.setSelection(range);
  insert(view, markdown === "" ? plain : markdown);
  if (caret.equalsSelection(selection)) return;
  const grown = isBehind ? model.getValueLength() - length : 0;
  view.setPosition(model.getPositionAt(offset + grown));
}

/** Inserts pasted Markdown as one undo step. Puts each block into separate lines. */
function insert(view: CodeEditor, text: string): void {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection) return;
  const item = selection.isEmpty() && readListMark(text)?.marker ? emptyItem(model, selection) : null;
  if (item) {
    replaceRange(view, item.range, text.replaceAll("\n", model.getEOL() + item.indent));
    return;
  }
  const before = model.getLineContent(selection.startLineNumber).slice(0, selection.startColumn - 1);
  const after = model.getLineContent(selection.endLineNumber).slice(selection.endColumn - 1);
  const pasted = pastedText(text, before, after);
  replaceRange(view, selection, pasted.text.replaceAll("\n", model.getEOL()));
  const end = view.getPosition() ?? selection.getStartPosition();
  const last = end.lineNumber - pasted.linesBehind;
  if (pasted.linesBehind > 0) view.setPosition({ lineNumber: last, column: model.getLineMaxColumn(last) });
  view.revealPosition({ lineNumber: last, column: 1 });
}

/** Returns the marker of an empty list item at the caret. A pasted list replaces this marker. */
function emptyItem(
  model: editor.ITextModel,
  { startLineNumber, startColumn }: Selection,
): { readonly range: IRange; readonly indent: string } | null {
  const line = model.getLineContent(startLineNumber);
  const mark = readListMark(line);
  if (!mark?.marker || mark.whole !== line || mark.indent.trim() !== "" || startColumn <= mark.indent.length)
    return null;
  const { indent } = mark;
  return { range: new Range(startLineNumber, indent.length + 1, startLineNumber, line.length + 1), indent };
}

/** Whether nothing is selected, and the caret's line contains only white space. */
function isBlankLine(view: CodeEditor): boolean {
  const model = view.getModel();
  const selection = view.getSelection();
  if (!model || !selection?.isEmpty()) return false;
  return model.getLineContent(selection.startLineNumber).trim() === "";
}

function isInCode(view: CodeEditor): boolean {
  const model = view.getModel();
  const position = view.getPosition();
  if (!model || !position) return true;
  let state: BlockState = firstState;
  for (let line = 1; line < position.lineNumber; line++) {
    state = tokenizeLine(model.getLineContent(line), state).end;
  }
  return state.kind !== "text";
}
