import type { MarkdownIt, StateBlock } from "markdown-it";
import type { RuleBlock } from "markdown-it/lib/parser_block.mjs";
import type { Finding } from "../../types/markdown-types.ts";
import { pushParagraph } from "./paragraph-tokens.ts";
import { beginsWithWord, rulesForWords } from "./word-lines.ts";

/** Maximum nesting depth of elements, as in markdown-it. A list and its item are two levels. */
const depthLimit = 100;
const quotedLimit = 60;

/** Turns too deeply nested content into a paragraph that shows its Markdown, and reports the problem. */
function endNesting(state: StateBlock, startLine: number, endLine: number): void {
  const parent = state.tokens.at(-1);
  pushParagraph(state, startLine, endLine);
  if (!parent) return;
  const text = state.src.slice(state.bMarks[startLine], state.eMarks[startLine]).trim().slice(0, quotedLimit);
  const finding: Finding = { code: "markdown.tooDeep", line: startLine, text };
  parent.meta = { ...parent.meta, findings: [finding] };
}

function parseBlock(state: StateBlock, rules: readonly RuleBlock[], line: number, endLine: number): void {
  const candidates = beginsWithWord(state, line) ? rulesForWords(rules) : rules;
  for (const rule of candidates) if (rule(state, line, endLine, false)) return;
  throw new Error("no rule for a block");
}

function tokenize(state: StateBlock, startLine: number, endLine: number): void {
  const rules = state.md.block.ruler.getRules("");
  let hasEmptyLines = false;
  for (let line = startLine; line < endLine; ) {
    line = state.skipEmptyLines(line);
    state.line = line;
    // Stops at a less indented line, because this line ends the list item or quotation.
    if (line >= endLine || (state.sCount[line] ?? 0) < state.blkIndent) return;
    if (state.level >= depthLimit) {
      endNesting(state, line, endLine);
      return;
    }
    parseBlock(state, rules, line, endLine);
    state.tight = !hasEmptyLines;
    if (state.isEmpty(state.line - 1)) hasEmptyLines = true;
    line = state.line;
    if (line < endLine && state.isEmpty(line)) {
      hasEmptyLines = true;
      line++;
      state.line = line;
    }
  }
}

/**
 * Replaces markdown-it's block parser. Skips the rules that cannot match the first character of a line.
 * Text that is nested too deeply becomes plain text, whereas markdown-it's parser would drop it.
 */
export function blocksRule(md: MarkdownIt): void {
  md.block.tokenize = tokenize;
}
