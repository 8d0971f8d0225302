import type { PlacedBlock } from "../patch-blocks.ts";
import type { SourceText } from "../words/source-text.ts";

/**
 * An element that is marked with its line, and the lines that it shows. These are the lines from `from` up
 * to, but not including, `to`, which is after the last line with text; 0-based.
 */
export interface Mark {
  readonly element: Element;
  readonly from: number;
  readonly to: number;
}

/**
 * Returns the visible elements of a block that are marked with a line (paragraphs, headings, items, rows,
 * terms and so on), in order of their lines. If several elements begin on the same line, returns only the
 * innermost of them. If the block has no such elements, returns the block itself.
 */
export function marksOf(block: PlacedBlock, source: SourceText): Mark[] {
  const begun: { element: Element; from: number }[] = [];
  for (const element of markedElements(block)) {
    const last = begun.at(-1);
    const from = lineOf(element, block);
    if (last && from < last.from) continue;
    if (last?.from === from && !last.element.contains(element)) continue;
    if (!isShown(element)) continue;
    if (last?.from === from) begun.pop();
    begun.push({ element, from });
  }
  const first = block.nodes.find((node) => node instanceof Element && isShown(node));
  if (first instanceof Element && (begun[0]?.from ?? block.end) > block.start) {
    begun.unshift({ element: first, from: block.start });
  }
  return begun.map((mark, index) => ({
    ...mark,
    to: source.endOf(mark.from, begun[index + 1]?.from ?? block.end),
  }));
}

function* markedElements(block: PlacedBlock): Generator<Element> {
  for (const node of block.nodes) {
    if (!(node instanceof Element)) continue;
    if (node.hasAttribute("data-line")) yield node;
    yield* node.querySelectorAll("[data-line]");
  }
}

function lineOf(element: Element, block: PlacedBlock): number {
  return Number(element.getAttribute("data-line")) + block.start - block.writtenAt;
}

/**
 * Returns the line on which the code of a code block begins. If the block has a fence, this is the line after
 * the fence.
 */
export function firstCodeLine({ from }: Mark, source: SourceText): number {
  const isFence = /^(?:\s*>)*\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:`{3}|~{3})/.test(
    source.lines(from, from + 1),
  );
  return from + (isFence ? 1 : 0);
}

/** Whether an element takes up space: it is neither hidden nor inside closed details. */
export function isShown(element: Element): boolean {
  if (!element.checkVisibility()) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}
