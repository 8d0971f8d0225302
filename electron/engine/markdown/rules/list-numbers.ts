import type { MarkdownIt, StateBlock } from "markdown-it";
import list from "markdown-it/lib/rules_block/list.mjs";

const largestStart = 999;

function startNumber(state: StateBlock, line: number): number {
  const start = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  return Number.parseInt(state.src.slice(start, start + 10), 10);
}

/** Lists, but for ordered ones that would start above 999: `2022. 5月の話` is a sentence. */
export function listNumbersRule(md: MarkdownIt): void {
  md.block.ruler.at(
    "list",
    (state, startLine, endLine, silent) => {
      if (startNumber(state, startLine) > largestStart) return false;
      return list(state, startLine, endLine, silent);
    },
    { alt: ["paragraph", "reference", "blockquote"] },
  );
}
