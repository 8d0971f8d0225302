import type { MarkdownIt, StateBlock } from "markdown-it";
import list from "markdown-it/lib/rules_block/list.mjs";
import { beginsWithSign } from "./word-lines.ts";

const largestStart = 999;

/**
 * Returns the number at the beginning of a line, such as 3 for the list item `3. text`.
 * Returns 0 if the line does not begin with a digit.
 */
function startNumber(state: StateBlock, line: number): number {
  let pos = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  let number = 0;
  for (const end = pos + 10; pos < end; pos++) {
    const digit = state.src.charCodeAt(pos) - 0x30;
    if (!(digit >= 0 && digit <= 9)) break;
    number = number * 10 + digit;
  }
  return number;
}

/** Parses lists. A number above 999 does not begin a list: `2022. 5月の話` is a sentence. */
export function listNumbersRule(md: MarkdownIt): void {
  md.block.ruler.at(
    "list",
    beginsWithSign((state, startLine, endLine, silent) => {
      if (startNumber(state, startLine) > largestStart) return false;
      return list(state, startLine, endLine, silent);
    }),
    { alt: ["paragraph", "reference", "blockquote"] },
  );
}
