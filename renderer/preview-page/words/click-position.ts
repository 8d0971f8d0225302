import { firstCodeLine, type Mark, marksOf } from "../lines/marks.ts";
import type { PlacedBlock } from "../article-blocks.ts";
import { alignWords, sourceOffset } from "./align-words.ts";
import { offsetAt, ownText } from "./own-text.ts";
import { positionOfOffset, type SourcePosition, type SourceText } from "./source-text.ts";
import { visibleWords } from "./visible-words.ts";

/** Converts a position in the article to a position in the Markdown. Returns undefined outside of blocks. */
export function sourcePositionOf(
  node: Node,
  offset: number,
  blocks: readonly PlacedBlock[],
  source: SourceText,
): SourcePosition | undefined {
  const block = blocks.find(({ nodes }) => nodes.some((top) => top.contains(node)));
  if (!block) return undefined;
  const note = elementOf(node)?.closest(".footnotes li");
  if (note) return positionInNote(note, node, offset, source);
  const marks = marksOf(block, source);
  const mark = marks.findLast(({ element }) => element.contains(node)) ?? marks[0];
  if (!mark) return undefined;
  if (mark.element.matches("pre")) return positionInCode(mark, node, offset, source);
  const caption = positionInCaption(mark, node, offset, source);
  if (caption) return caption;
  const lines = { text: source.lines(mark.from, mark.to), first: mark.from };
  return positionInText(mark.element, node, offset, lines);
}

function positionInText(
  element: Element,
  node: Node,
  offset: number,
  lines: { readonly text: string; readonly first: number },
): SourcePosition {
  const own = ownText(element);
  const shown = offsetAt(own, node, offset);
  return positionOfOffset(lines.text, lines.first, sourceOffset(alignWords(lines.text, own.text), shown));
}

/** Converts a position in the caption of a figure. In the Markdown, the caption is the title of the image. */
function positionInCaption(
  mark: Mark,
  node: Node,
  offset: number,
  source: SourceText,
): SourcePosition | undefined {
  const caption = elementOf(node)?.closest("figcaption");
  if (!caption || !mark.element.matches("figure")) return undefined;
  const own = ownText(caption);
  const lines = source.lines(mark.from, mark.to);
  const title = lines.lastIndexOf(own.text);
  return title < 0 ? undefined : positionOfOffset(lines, mark.from, title + offsetAt(own, node, offset));
}

/** Converts a position in a code block, which the page shows without the common indent of its lines. */
function positionInCode(mark: Mark, node: Node, offset: number, source: SourceText): SourcePosition {
  const own = ownText(mark.element);
  const before = own.text.slice(0, offsetAt(own, node, offset)).split("\n");
  const shown = own.text.split("\n")[before.length - 1] ?? "";
  const line = firstCodeLine(mark, source) + before.length - 1;
  const indent = Math.max(0, source.lines(line, line + 1).indexOf(shown));
  return { line, column: indent + (before.at(-1)?.length ?? 0) };
}

/** A footnote is found in the Markdown by this number of characters at its beginning. */
const noteWords = 24;

/** Searches for a footnote by its words, because the footnote may be anywhere in the Markdown. */
function positionInNote(
  note: Element,
  node: Node,
  offset: number,
  source: SourceText,
): SourcePosition | undefined {
  const own = ownText(note);
  const words = own.text.trim().split("\n", 1)[0]?.slice(0, noteWords) ?? "";
  for (let line = 0; line < source.count; line++) {
    const written = source.lines(line, line + 1);
    if (!isNote(written, words)) continue;
    const lines = { text: source.lines(line, endOfNote(line, source)), first: line };
    return positionInText(note, node, offset, lines);
  }
  return undefined;
}

/** Returns the line after the footnote that begins at `line`. Indented paragraphs belong to the footnote. */
function endOfNote(line: number, source: SourceText): number {
  let end = line + 1;
  while (end < source.count && /^(?:\s|$)/.test(source.lines(end, end + 1))) end++;
  return end;
}

/** Whether a line of Markdown contains a footnote with the given words. */
function isNote(written: string, words: string): boolean {
  if (/^\s*\[\^[^\]\s]+\]:/.test(written)) return visibleWords(written).text.startsWith(words);
  return written.includes("^[") && visibleWords(written).text.includes(words);
}

function elementOf(node: Node): Element | null {
  return node instanceof Element ? node : node.parentElement;
}
