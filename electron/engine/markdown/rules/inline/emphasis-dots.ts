import type { MarkdownIt, StateInline } from "markdown-it";

const openBracket = 0x300a;
const closeBracket = 0x300b;
const lineEnd = 0x0a;

/**
 * Returns the offset of the closing `》》`.
 * Returns -1 if there is no `》》`, or if another bracket or a line break comes before it.
 */
function findEnd(state: StateInline, from: number): number {
  for (let pos = from; pos < state.posMax - 1; pos++) {
    const code = state.src.charCodeAt(pos);
    if (code === openBracket || code === lineEnd) return -1;
    if (code === closeBracket) return state.src.charCodeAt(pos + 1) === closeBracket ? pos : -1;
  }
  return -1;
}

function dots(state: StateInline, silent: boolean): boolean {
  const start = state.pos;
  if (state.src.charCodeAt(start) !== openBracket || state.src.charCodeAt(start + 1) !== openBracket) {
    return false;
  }
  const end = findEnd(state, start + 2);
  if (end <= start + 2) return false;
  if (!silent) {
    const max = state.posMax;
    state.push("dots_open", "em", 1).attrs = [["class", "emphasis-dots"]];
    state.pos = start + 2;
    state.posMax = end;
    state.md.inline.tokenize(state);
    state.posMax = max;
    state.push("dots_close", "em", -1);
  }
  state.pos = end + 2;
  return true;
}

/** Supports `《《強調》》`, which becomes `<em class="emphasis-dots">`. Themes style it with `text-emphasis`. */
export function emphasisDotsRule(md: MarkdownIt): void {
  md.inline.ruler.before("escape", "emphasis_dots", dots);
}
