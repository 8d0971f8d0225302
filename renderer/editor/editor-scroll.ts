import type { editor } from "monaco-editor/editor";
import { anchorTop, scrollForAnchor } from "../preview-page/line-table.ts";

type CodeEditor = editor.IStandaloneCodeEditor;

/** The 0-based line, with its fraction, that is at the scroll anchor. A paragraph of prose is one long wrapped line. */
export function anchorLine(view: CodeEditor): number {
  const { viewport, height } = extent(view);
  return lineAt(view, anchorTop(Math.min(view.getScrollTop(), height - viewport), viewport, height));
}

/** Brings a line to the scroll anchor and returns where that scrolled to. */
export function scrollToLine(view: CodeEditor, line: number): number {
  const { viewport, height } = extent(view);
  view.setScrollTop(scrollForAnchor(topOf(view, line), viewport, height), 1);
  return view.getScrollTop();
}

/** Height of the pane, and of the text without the empty room that Monaco lets one scroll into. */
function extent(view: CodeEditor): { viewport: number; height: number } {
  const lines = view.getModel()?.getLineCount() ?? 1;
  return { viewport: view.getLayoutInfo().height, height: view.getBottomForLineNumber(lines) };
}

function topOf(view: CodeEditor, line: number): number {
  const whole = Math.floor(line);
  const top = whole <= 0 && line <= 0 ? 0 : view.getTopForLineNumber(whole + 1);
  const bottom = view.getBottomForLineNumber(whole + 1);
  return top + (bottom - top) * (line - whole);
}

function lineAt(view: CodeEditor, top: number): number {
  let low = 1;
  let high = view.getModel()?.getLineCount() ?? 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (view.getTopForLineNumber(middle) <= top) low = middle;
    else high = middle - 1;
  }
  const start = low === 1 ? 0 : view.getTopForLineNumber(low);
  const end = view.getBottomForLineNumber(low);
  return low - 1 + Math.min(1, Math.max(0, (top - start) / Math.max(1, end - start)));
}
