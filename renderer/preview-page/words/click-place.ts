import { firstCodeLine, type Mark, marksOf } from "../lines/marks.ts";
import type { PlacedBlock } from "../patch-blocks.ts";
import { alignWords, sourceOffset } from "./align-words.ts";
import { offsetAt, ownText } from "./own-text.ts";
import { placeOfOffset, type SourcePlace, type SourceText } from "./source-text.ts";
import { visibleWords } from "./visible-words.ts";

/** The place in the Markdown of a place in the article, by the words of its block; undefined outside the blocks. */
export function sourcePlaceOf(
  node: Node,
  offset: number,
  blocks: readonly PlacedBlock[],
  source: SourceText,
): SourcePlace | undefined {
  const block = blocks.find(({ nodes }) => nodes.some((top) => top.contains(node)));
  if (!block) return undefined;
  const note = elementOf(node)?.closest(".footnotes li");
  if (note) return placeInNote(note, node, offset, source);
  const marks = marksOf(block, source);
  const mark = marks.findLast(({ element }) => element.contains(node)) ?? marks[0];
  if (!mark) return undefined;
  if (mark.element.matches("pre")) return placeInCode(mark, node, offset, source);
  return placeInWords(mark.element, node, offset, source.lines(mark.from, mark.to), mark.from);
}

function placeInWords(
  element: Element,
  node: Node,
  offset: number,
  lines: string,
  firstLine: number,
): SourcePlace {
  const own = ownText(element);
  const shown = offsetAt(own, node, offset);
  return placeOfOffset(lines, firstLine, sourceOffset(alignWords(lines, own.text), shown));
}

/** Code stands line by line as it was written, but for what all its lines are moved in by. */
function placeInCode(mark: Mark, node: Node, offset: number, source: SourceText): SourcePlace {
  const own = ownText(mark.element);
  const before = own.text.slice(0, offsetAt(own, node, offset)).split("\n");
  const shown = own.text.split("\n")[before.length - 1] ?? "";
  const line = firstCodeLine(mark, source) + before.length - 1;
  const indent = Math.max(0, source.lines(line, line + 1).indexOf(shown));
  return { line, column: indent + (before.at(-1)?.length ?? 0) };
}

/** How many characters of a note are looked for; enough to tell it from others. */
const noteWords = 24;

/** A note is shown at the end and written anywhere: where its words stand behind `[^`. */
function placeInNote(note: Element, node: Node, offset: number, source: SourceText): SourcePlace | undefined {
  const own = ownText(note);
  const words = own.text.trim().slice(0, noteWords);
  for (let line = 0; line < source.count; line++) {
    const written = source.lines(line, line + 1);
    if (isNote(written, words)) return placeInWords(note, node, offset, written, line);
  }
  return undefined;
}

/** Whether a line defines the note of these words, or has it in its midst (`^[…]`). */
function isNote(written: string, words: string): boolean {
  if (/^\s*\[\^[^\]\s]+\]:/.test(written)) return visibleWords(written).text.startsWith(words);
  return written.includes("^[") && visibleWords(written).text.includes(words);
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}
