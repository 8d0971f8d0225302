import type { Definition } from "../types/environment.ts";
import { shiftLineMarks } from "../render/line-marks.ts";
import type { SourceBlock } from "../types/source-block.ts";

function shift<Item extends { readonly line: number }>(
  items: readonly Item[],
  delta: number,
  from = 0,
): readonly Item[] {
  if (items.length === 0) return items;
  return items.map((item) => (item.line < from ? item : { ...item, line: item.line + delta }));
}

/** Returns a block whose line numbers are increased by `delta`. */
export function shiftBlock(block: SourceBlock, delta: number): SourceBlock {
  if (delta === 0) return block;
  return {
    ...block,
    startLine: block.startLine + delta,
    endLine: block.endLine + delta,
    html: shiftLineMarks(block.html, delta),
    headings: shift(block.headings, delta),
    links: shift(block.links, delta),
    images: shift(block.images, delta),
    problems: shift(block.problems, delta),
  };
}

/** Returns a copy of the footnotes in which all line numbers after `from` are increased by `delta`. */
export function shiftNotes(notes: SourceBlock, delta: number, from: number): SourceBlock {
  if (delta === 0) return notes;
  return {
    ...notes,
    startLine: notes.startLine + delta,
    endLine: notes.endLine + delta,
    headings: shift(notes.headings, delta, from),
    links: shift(notes.links, delta, from),
    images: shift(notes.images, delta, from),
    problems: shift(notes.problems, delta, from),
  };
}

/** Returns definitions whose line numbers are increased by `delta`. */
export function shiftDefinitions(definitions: readonly Definition[], delta: number): readonly Definition[] {
  return delta === 0 ? definitions : shift(definitions, delta);
}
