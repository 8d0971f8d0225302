import type { MarkdownIt, StateBlock } from "markdown-it";
import { pushParagraph, textOf } from "./paragraph-tokens.ts";
import { beginsWithWord, rulesForWords } from "./word-lines.ts";

const hyphen = 0x2d;
const equals = 0x3d;

/** Returns the level of the heading that an underline of `=` or `-` marks. Returns 0 for other lines. */
function underlineLevel(state: StateBlock, line: number): number {
  if ((state.sCount[line] ?? 0) < state.blkIndent) return 0;
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const marker = state.src.charCodeAt(start);
  if (marker !== equals && marker !== hyphen) return 0;
  const end = state.skipSpaces(state.skipChars(start, marker));
  if (end < (state.eMarks[line] ?? 0)) return 0;
  return marker === equals ? 1 : 2;
}

/**
 * Returns the line after a paragraph: a blank line, or a line at which another block begins.
 * A line for which `isUnderline` returns true also ends the paragraph and makes it a heading.
 */
function findEnd(
  state: StateBlock,
  startLine: number,
  endLine: number,
  isUnderline?: (line: number) => boolean,
): number {
  const rules = state.md.block.ruler.getRules("paragraph");
  let line = startLine + 1;
  for (; line < endLine && !state.isEmpty(line); line++) {
    const column = state.sCount[line] ?? 0;
    // A line that is indented like a code block continues the paragraph.
    if (column - state.blkIndent > 3) continue;
    if (isUnderline?.(line)) break;
    // A line with a negative indent lacks the `>` of its quotation, but continues the quotation's paragraph.
    if (column < 0) continue;
    const candidates = beginsWithWord(state, line) ? rulesForWords(rules) : rules;
    if (candidates.some((rule) => rule(state, line, endLine, true))) break;
  }
  return line;
}

function underlinedHeading(state: StateBlock, startLine: number, endLine: number): boolean {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return false;
  const { parentType } = state;
  // For a text that is not a heading, keeps `parentType` at "paragraph", as markdown-it's own rule does.
  state.parentType = "paragraph";
  let level = 0;
  const line = findEnd(state, startLine, endLine, (candidate) => {
    level = underlineLevel(state, candidate);
    return level > 0;
  });
  if (level === 0) return false;
  state.parentType = parentType;
  state.line = line + 1;
  const markup = level === 1 ? "=" : "-";
  const open = state.push("heading_open", `h${level}`, 1);
  open.markup = markup;
  open.map = [startLine, line + 1];
  const inline = state.push("inline", "", 0);
  inline.content = textOf(state, startLine, line).trim();
  inline.map = [startLine, line];
  inline.children = [];
  state.push("heading_close", `h${level}`, -1).markup = markup;
  return true;
}

function paragraph(state: StateBlock, startLine: number, endLine: number): boolean {
  const { parentType } = state;
  state.parentType = "paragraph";
  const line = findEnd(state, startLine, endLine);
  state.parentType = parentType;
  pushParagraph(state, startLine, line);
  return true;
}

/**
 * Replaces markdown-it's rules for paragraphs. The new rules are faster and keep ideographic indents (字下げ).
 */
export function paragraphsRule(md: MarkdownIt): void {
  md.block.ruler.at("lheading", underlinedHeading);
  md.block.ruler.at("paragraph", paragraph);
}
