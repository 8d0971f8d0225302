import type { FormatEdit } from "./formatting.ts";
import { firstState, tokenizeLine } from "./markdown/block-tokens.ts";

/** The position of an inserted block: after the paragraph with the caret, or at the end of the text. */
export type BlockPosition = "caret" | "end";

/**
 * Returns the edit that inserts a block between blank lines. A block is never inserted into code.
 * `caret` is the position for the caret, in UTF-16 units from the beginning of the block.
 */
export function insertBlock(
  text: string,
  at: { readonly position: BlockPosition; readonly offset: number },
  block: { readonly text: string; readonly caret: number },
): FormatEdit {
  const eol = eolOf(text);
  const start = at.position === "end" ? text.length : endOfBlock(text, at.offset);
  const before = text.slice(0, start).trimEnd();
  const after = text.slice(start).replace(/^(?:[ \t]*\r?\n)+/, "");
  const lead = before === "" ? "" : eol + eol;
  const tail = after.trim() === "" ? eol : eol + eol;
  const written = block.text.replaceAll("\n", eol);
  const caret = block.text.slice(0, block.caret).replaceAll("\n", eol).length;
  const caretOffset = before.length + lead.length + caret;
  const end = after.trim() === "" ? text.length : text.length - after.length;
  return {
    span: { start: before.length, end },
    text: lead + written + tail,
    selection: { start: caretOffset, end: caretOffset },
  };
}

function eolOf(text: string): "\n" | "\r\n" {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** Returns the end of the paragraph, list or code that contains an offset. */
function endOfBlock(text: string, offset: number): number {
  let state = firstState;
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const isBlank = line.trim() === "";
    state = tokenizeLine(line.replace(/\r$/, ""), state).end;
    if (state.kind === "text" && end >= offset && (isBlank || nextIsBlank(text, end)))
      return isBlank ? start : end;
    start = end + 1;
  }
  return text.length;
}

function nextIsBlank(text: string, end: number): boolean {
  return /^\n[ \t\r]*(?:\n|$)/.test(text.slice(end, end + 1000));
}
