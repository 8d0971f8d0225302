import type { StateBlock } from "markdown-it";

const ideographicSpace = 0x3000;

/** Removes the spaces at both ends of lines, but keeps ideographic spaces that indent the text (字下げ). */
export function textOf(state: StateBlock, startLine: number, endLine: number): string {
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const isIndented = state.src.charCodeAt(start) === ideographicSpace;
  if (endLine === startLine + 1) {
    const line = state.src.slice(start, state.eMarks[startLine]);
    return isIndented ? line.trimEnd() : line.trim();
  }
  const lines = state.getLines(startLine, endLine, state.blkIndent, false);
  return isIndented ? lines.replace(/^[ \t]+/, "").trimEnd() : lines.trim();
}

/** Adds a paragraph that consists of the given lines. Parsing continues after these lines. */
export function pushParagraph(state: StateBlock, startLine: number, endLine: number): void {
  state.line = endLine;
  state.push("paragraph_open", "p", 1).map = [startLine, endLine];
  const inline = state.push("inline", "", 0);
  inline.content = textOf(state, startLine, endLine);
  inline.map = [startLine, endLine];
  inline.children = [];
  state.push("paragraph_close", "p", -1);
}
