import { editor, type IPosition } from "monaco-editor/editor";
import { anchorPosition, carry, clamp, scrollForAnchor } from "../preview-page/lines/anchor.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/** Returns the 0-based line at the scroll anchor. The fraction is the position within the line. */
export function anchorLine(view: CodeEditor): number {
  const { viewport, height } = extent(view);
  return lineAt(view, anchorPosition(Math.min(view.getScrollTop(), height - viewport), viewport, height));
}

/** Scrolls a line to the scroll anchor, the position at which text and page show the same line. */
export function scrollToLine(view: CodeEditor, line: number): void {
  const { viewport, height } = extent(view);
  scrollTo(view, scrollForAnchor(topOf(view, line), viewport, height));
}

/** Converts a position to a 0-based line. The fraction is the column divided by the line's length. */
export function lineOfPosition(view: CodeEditor, { lineNumber, column }: IPosition): number {
  return lineNumber - 1 + (column - 1) / Math.max(1, lengthOf(view, lineNumber));
}

/** Calls `change`, which may change sizes, and keeps the same line at the scroll anchor. */
export function keepLine(view: CodeEditor, change: () => void): void {
  const before = extent(view);
  const scrolled = view.getScrollTop();
  const isHeld = view.getModel() !== null && before.viewport > 0 && scrolled > 0;
  if (!isHeld) {
    change();
    return;
  }
  const anchor = anchorPosition(
    Math.min(scrolled, before.height - before.viewport),
    before.viewport,
    before.height,
  );
  const line = lineAt(view, anchor);
  const height = topOf(view, line) - scrolled;
  change();
  const share = extent(view).viewport / before.viewport;
  scrollTo(view, topOf(view, line) - height * share);
}

/** Scrolls to the nearest whole pixel, because Monaco would cut off the fraction. */
function scrollTo(view: CodeEditor, top: number): void {
  view.setScrollTop(Math.round(top), editor.ScrollType.Immediate);
}

/** Returns the heights of the pane and the text in pixels, without the empty space after the text. */
function extent(view: CodeEditor): { viewport: number; height: number } {
  return { viewport: view.getLayoutInfo().height, height: view.getBottomForLineNumber(lineCount(view)) };
}

function lineCount(view: CodeEditor): number {
  return view.getModel()?.getLineCount() ?? 1;
}

/** Returns the distance in pixels between the top of the text and a line. */
function topOf(view: CodeEditor, line: number): number {
  if (line <= 0) return 0;
  const number = clamp(Math.floor(line) + 1, 1, lineCount(view));
  const { lines, pixels } = standIn(view, number);
  if (lines[1] - lines[0] > 1) return carry(line, lines, pixels);
  const share = clamp(line + 1 - number, 0, 1);
  const length = lengthOf(view, number);
  if (length === 0) return carry(share, [0, 1], pixels);
  const row = rowAt(view, number, 1 + Math.floor(share * length));
  return carry(1 + share * length, row.columns, row.pixels);
}

/** Inverse of `topOf`: returns the line at a distance in pixels from the top of the text. */
function lineAt(view: CodeEditor, top: number): number {
  if (top <= view.getTopForLineNumber(1)) return 0;
  const number =
    smallest(2, lineCount(view) + 1, (at) => at > lineCount(view) || view.getTopForLineNumber(at) > top) - 1;
  const { lines, pixels } = standIn(view, number);
  if (lines[1] - lines[0] > 1) return carry(top, pixels, lines);
  const length = lengthOf(view, number);
  if (length === 0) return number - 1 + carry(top, pixels, [0, 1]);
  const column =
    smallest(2, length + 2, (at) => at > length + 1 || view.getTopForPosition(number, at) > top) - 1;
  const row = rowAt(view, number, column);
  return number - 1 + (carry(top, row.pixels, row.columns) - 1) / length;
}

/**
 * Returns the upper and lower edge of line `number` (1-based) in pixels.
 * `lines` are all 0-based lines that are shown between these edges: more than one if lines are folded.
 */
function standIn(
  view: CodeEditor,
  number: number,
): { lines: readonly [number, number]; pixels: readonly [number, number] } {
  const top = view.getTopForLineNumber(number);
  const first = smallest(1, number, (at) => view.getTopForLineNumber(at) >= top);
  const count = lineCount(view);
  const next = smallest(number + 1, count + 1, (at) => at > count || view.getTopForLineNumber(at) > top);
  return { lines: [first - 1, next - 1], pixels: [top, view.getBottomForLineNumber(number)] };
}

function lengthOf(view: CodeEditor, number: number): number {
  return view.getModel()?.getLineLength(number) ?? 0;
}

/** A row of a wrapped line: its columns, and its distance from the top of the text in pixels. */
interface Row {
  readonly columns: readonly [number, number];
  readonly pixels: readonly [number, number];
}

function rowAt(view: CodeEditor, number: number, column: number): Row {
  const end = lengthOf(view, number) + 1;
  const top = view.getTopForPosition(number, column);
  const first = smallest(1, column, (at) => view.getTopForPosition(number, at) >= top);
  const next = smallest(column, end + 1, (at) => at > end || view.getTopForPosition(number, at) > top);
  const lineHeight = view.getOption(editor.EditorOption.lineHeight);
  return { columns: [first, Math.min(next, end)], pixels: [top, top + lineHeight] };
}

/** Returns the first integer from `low` to `high` that `holds` accepts. Uses binary search. */
function smallest(low: number, high: number, holds: (value: number) => boolean): number {
  let [below, at] = [low - 1, high];
  while (at - below > 1) {
    const middle = (below + at) >> 1;
    if (holds(middle)) at = middle;
    else below = middle;
  }
  return at;
}
