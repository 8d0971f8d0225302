import type { StateBlock } from "markdown-it";
import { isWide } from "../../render/wide-characters.ts";

/** Maximum length of an inline formula, in UTF-16 units. */
const inlineLimit = 1_000;

const space = /\s/;
const alphanumeric = /[0-9A-Za-z]/;
/** Matches an amount of money before a word, as in `$5 or 10$`. Such an amount does not begin a formula. */
const amount = /^\d[\d.,]*\s+[A-Za-z]{2}/;

/**
 * Whether a character next to a `$` prevents the `$` from being a delimiter.
 * Directly after a letter, digit or `$`, a `$` does not begin a formula (`100$`, `US$`, `$$`).
 * Directly before a letter, digit or `$`, a `$` does not end a formula (`$5-$6`, `$a/$b`).
 */
function isBeside(character: string): boolean {
  return character === "$" || alphanumeric.test(character);
}

/**
 * Returns the offset of the `$` that ends the formula at `start`. Returns -1 if no formula begins there.
 * The rules are Pandoc's: no space inside the delimiters, and no digit after the closing delimiter.
 * Kana, kanji and full-width characters are allowed only inside braces, as in `\text{速さ}`.
 * @see https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
export function findInlineEnd(source: string, start: number, max: number): number {
  if (isBeside(source.charAt(start - 1)) || space.test(source.charAt(start + 1))) return -1;
  const limit = Math.min(max, start + inlineLimit);
  let depth = 0;
  let isTex = false;
  for (let pos = start + 1; pos < limit; pos++) {
    const character = source.charAt(pos);
    if (character === "$") return closes(source, start, pos) && (depth === 0 || isTex) ? pos : -1;
    if (character === "\n" || character === "`") return -1;
    if (character === "\\") {
      pos++;
      isTex = true;
      continue;
    }
    if (character === "{") depth++;
    else if (character === "}") depth--;
    else if (depth === 0 && isWide(source.charCodeAt(pos))) return -1;
    if (depth < 0) return -1;
  }
  return -1;
}

function closes(source: string, start: number, end: number): boolean {
  const next = source.charAt(end + 1);
  if (end === start + 1 || space.test(source.charAt(end - 1)) || isBeside(next) || next === "{") return false;
  // `$(a)/$(b)` is not a formula, but two command substitutions of a shell.
  if (next === "(" && source.charAt(start + 1) === "(") return false;
  return !amount.test(source.slice(start + 1, end));
}

/** The TeX of a display formula, and the next line. For an unclosed formula, `tex` is null. */
interface DisplayEnd {
  readonly tex: string | null;
  readonly line: number;
}

function lineText(state: StateBlock, line: number): string {
  return state.src.slice((state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0), state.eMarks[line]).trimEnd();
}

/**
 * Returns the end of a display formula at a line with `$$`. Returns undefined if no formula begins there.
 * A `$$` on its own line always begins a formula. As in TeX, a formula contains no blank line.
 * If TeX follows the `$$` on the same line, the formula must end in the same paragraph.
 * Otherwise, incremental rendering would have to look ahead more than one line.
 */
export function findDisplayEnd(
  state: StateBlock,
  startLine: number,
  endLine: number,
): DisplayEnd | undefined {
  if ((state.sCount[startLine] ?? 0) - state.blkIndent >= 4) return undefined;
  const first = lineText(state, startLine);
  if (!first.startsWith("$$")) return undefined;
  const second = first.indexOf("$$", 2);
  if (second >= 0) {
    const tex = first.slice(2, second).trim();
    return second === first.length - 2 && tex !== "" ? { tex, line: startLine + 1 } : undefined;
  }
  const isAlone = first === "$$";
  let line = startLine + 1;
  for (; line < endLine && !isOutside(state, line); line++) {
    const text = lineText(state, line);
    const close = text.indexOf("$$");
    if (!isAlone && close !== 0 && endsParagraph(state, line, endLine)) break;
    if (close < 0) continue;
    if (close !== text.length - 2) break;
    const tex = `${first.slice(2)}\n${state.getLines(startLine + 1, line, state.blkIndent, true)}${text.slice(0, -2)}`;
    return { tex: tex.trim(), line: line + 1 };
  }
  return isAlone ? { tex: null, line } : undefined;
}

function isOutside(state: StateBlock, line: number): boolean {
  return state.isEmpty(line) || (state.sCount[line] ?? 0) < state.blkIndent;
}

/** Whether a line begins a block that would end a paragraph, such as a list or a heading. */
function endsParagraph(state: StateBlock, line: number, endLine: number): boolean {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return false;
  const parentType = state.parentType;
  state.parentType = "paragraph";
  const ends = state.md.block.ruler.getRules("paragraph").some((rule) => rule(state, line, endLine, true));
  state.parentType = parentType;
  return ends;
}
