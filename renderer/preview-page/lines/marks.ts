import type { PlacedBlock } from "../article-blocks.ts";
import type { SourceText } from "../words/source-text.ts";

/** An element with a line number. The element shows the 0-based lines from `from` up to `to`. */
export interface Mark {
  readonly element: Element;
  readonly from: number;
  readonly to: number;
}

/**
 * Returns a block's visible elements that have line numbers. If there are none, returns the block itself.
 * If several elements begin on one line, returns only the innermost element.
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

/** Returns the first line of code in a code block. A fence does not count as a line of code. */
export function firstCodeLine({ from }: Mark, source: SourceText): number {
  const isFence = /^(?:\s*>)*\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)*(?:`{3}|~{3})/.test(
    source.lines(from, from + 1),
  );
  return from + (isFence ? 1 : 0);
}

/** Whether an element takes up space. False for hidden elements and the content of closed `<details>`. */
export function isShown(element: Element): boolean {
  if (!element.checkVisibility()) return false;
  const { width, height } = element.getBoundingClientRect();
  return width > 0 && height > 0;
}
