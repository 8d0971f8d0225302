import type { Flow } from "./lines/flow.ts";
import type { BlockSplice } from "#contract/text/article-splice.ts";
import type { PlacedBlock } from "./article-blocks.ts";

/** The position of the text being read, in pixels. */
interface Reading {
  /** The distance from the beginning of the visible part to the text being read. */
  readonly reader: number;
  /** The fraction of a pixel that the last call returned. */
  readonly rest: number;
}

/** A change of an article's blocks, and the blocks before the change. */
interface ArticleChange {
  readonly blocks: readonly PlacedBlock[];
  readonly splice: BlockSplice;
}

/**
 * Runs a change of the article, then scrolls so that the text being read stays in place.
 * Pages scroll by whole pixels, so this returns the remaining fraction of a pixel for the next call.
 */
export function keepInPlace(
  flow: Flow,
  { reader, rest }: Reading,
  { blocks, splice }: ArticleChange,
  change: () => void,
): number {
  const startOf = (element: Element): number => flow.spanOf(element.getBoundingClientRect()).start;
  const held = flow.scrolled <= 0 ? undefined : heldBy(flow, flow.scrolled + reader, blocks, splice);
  const before = held ? startOf(held) - flow.scrolled : 0;
  change();
  if (!held) return rest;
  const shift = startOf(held) - flow.scrolled - before + rest;
  // Scrolls in the same frame as the change, before the browser itself corrects the position in the next.
  if (Math.abs(shift) >= 0.5) flow.scrollTo(flow.scrolled + shift);
  return startOf(held) - flow.scrolled - before + rest;
}

/** Returns the element to keep in place. Returns undefined if the change is after the text being read. */
function heldBy(
  flow: Flow,
  position: number,
  blocks: readonly PlacedBlock[],
  splice: BlockSplice,
): Element | undefined {
  const read = firstBeyond(flow, position, blocks);
  if (read <= splice.at) return undefined;
  for (let index = Math.max(read, splice.at + splice.removed); index < blocks.length; index++) {
    const element = blocks[index]?.nodes.find((node) => node instanceof Element);
    if (element) return element;
  }
  return undefined;
}

function firstBeyond(flow: Flow, position: number, blocks: readonly PlacedBlock[]): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(flow, blocks, middle) > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns where a block ends. For a block without an element, returns where the previous block ends. */
function endOf(flow: Flow, blocks: readonly PlacedBlock[], index: number): number {
  for (let i = index; i >= 0; i--) {
    const element = blocks[i]?.nodes.findLast((node) => node instanceof Element);
    if (element) return flow.spanOf(element.getBoundingClientRect()).end;
  }
  return Number.NEGATIVE_INFINITY;
}
