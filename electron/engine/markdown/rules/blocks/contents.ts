import type { MarkdownIt, StateBlock } from "markdown-it";
import { beginsWithSign } from "./word-lines.ts";

const marker = /^\[(?:\[toc\]|toc)\]\s*$/i;

function contents(state: StateBlock, startLine: number, _endLine: number, silent: boolean): boolean {
  if (state.level > 0 || state.sCount[startLine] !== 0) return false;
  if (!marker.test(state.src.slice(state.bMarks[startLine], state.eMarks[startLine]))) return false;
  if (silent) return true;
  state.push("contents", "nav", 0).map = [startLine, startLine + 1];
  state.line = startLine + 1;
  return true;
}

/** Supports `[[toc]]` or `[toc]` on its own line. The HTML is inserted when all headings are known. */
export function contentsRule(md: MarkdownIt): void {
  md.block.ruler.before("reference", "contents", beginsWithSign(contents), {
    alt: ["paragraph", "reference", "blockquote"],
  });
  md.renderer.rules.contents = (tokens, index) => tokens[index]?.content ?? "";
}
