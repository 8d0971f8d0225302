import type { Flow } from "./lines/flow.ts";
import type { BlockSplice } from "#contract/text/article-splice.ts";
import type { PlacedBlock } from "./patch-blocks.ts";

/**
 * Runs a change of the article so that the text being read does not move: the first block that extends beyond
 * `reader` (pixels below the window's upper edge, or along a vertical text) and that the change keeps stays
 * in place, to the pixel. At the top of the page nothing is held, since the reader looks at the beginning.
 *
 * Scrolling is limited to whole pixels. `rest` is the fraction by which the text has been too low since the
 * last change; the result is that fraction for the next one, so that errors do not add up.
 */
export function keepInPlace(
  flow: Flow,
  reader: number,
  rest: number,
  blocks: readonly PlacedBlock[],
  splice: BlockSplice,
  change: () => void,
): number {
  const place = (element: Element): number => flow.spanOf(element.getBoundingClientRect()).start;
  const held = flow.scrolled <= 0 ? undefined : heldBy(flow, flow.scrolled + reader, blocks, splice);
  const before = held ? place(held) - flow.scrolled : 0;
  change();
  if (!held) return rest;
  const shift = place(held) - flow.scrolled - before + rest;
  // Scrolling at once also makes the browser skip its own correction one frame later.
  if (Math.abs(shift) >= 0.5) flow.scrollTo(flow.scrolled + shift);
  return place(held) - flow.scrolled - before + rest;
}

/** Returns the element to hold; undefined when nothing before the reader's position changes. */
function heldBy(
  flow: Flow,
  place: number,
  blocks: readonly PlacedBlock[],
  splice: BlockSplice,
): Element | undefined {
  const read = firstBeyond(flow, place, blocks);
  if (read <= splice.at) return undefined;
  for (let index = Math.max(read, splice.at + splice.removed); index < blocks.length; index++) {
    const element = blocks[index]?.nodes.find((node) => node instanceof Element);
    if (element) return element;
  }
  return undefined;
}

function firstBeyond(flow: Flow, place: number, blocks: readonly PlacedBlock[]): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (endOf(flow, blocks, middle) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Returns the far edge of a block, or of the nearest block before it that has one. */
function endOf(flow: Flow, blocks: readonly PlacedBlock[], index: number): number {
  for (let i = index; i >= 0; i--) {
    const element = blocks[i]?.nodes.findLast((node) => node instanceof Element);
    if (element) return flow.spanOf(element.getBoundingClientRect()).end;
  }
  return Number.NEGATIVE_INFINITY;
}
