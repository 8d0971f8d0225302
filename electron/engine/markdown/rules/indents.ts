import type { MarkdownIt, StateBlock } from "markdown-it";
import paragraph from "markdown-it/lib/rules_block/paragraph.mjs";

const ideographicSpace = 0x3000;

function indentedParagraph(state: StateBlock, startLine: number, endLine: number, silent: boolean): boolean {
  const found = paragraph(state, startLine, endLine, silent);
  const start = (state.bMarks[startLine] ?? 0) + (state.tShift[startLine] ?? 0);
  const inline = state.tokens.at(-2);
  if (found && inline?.map && state.src.charCodeAt(start) === ideographicSpace) {
    const lines = state.getLines(startLine, inline.map[1], state.blkIndent, false);
    inline.content = lines.replace(/^[ \t]+/, "").trimEnd();
  }
  return found;
}

/** Keeps 字下げ, U+3000 at the start of a paragraph, which markdown-it 14 trims away as a blank. */
export function indentsRule(md: MarkdownIt): void {
  md.block.ruler.at("paragraph", indentedParagraph);
}
