import type { BlockSplice } from "./messages.ts";
import type { PlacedBlock } from "./patch-blocks.ts";

/**
 * Runs a change of the article so that the text being read does not move: the first visible block that the change keeps
 * stays at its height, to the pixel. At the very top nothing is held, for there the top is what the reader looks at.
 */
export function keepInPlace(blocks: readonly PlacedBlock[], splice: BlockSplice, change: () => void): void {
  const anchor = window.scrollY === 0 ? undefined : anchorFor(blocks, splice);
  const before = anchor?.getBoundingClientRect().top ?? 0;
  change();
  const shift = (anchor?.getBoundingClientRect().top ?? 0) - before;
  // Scrolling at once also makes the browser give up the correction that it would make a frame later.
  if (shift !== 0) window.scrollBy({ top: shift, behavior: "instant" });
}

/** The element to hold; undefined when nothing above the visible text changes. */
function anchorFor(blocks: readonly PlacedBlock[], splice: BlockSplice): Element | undefined {
  const visible = firstVisible(blocks);
  if (visible <= splice.at) return undefined;
  for (const block of blocks.slice(Math.max(visible, splice.at + splice.removed))) {
    const element = block.nodes.find((node) => node instanceof Element);
    if (element) return element;
  }
  return undefined;
}

function firstVisible(blocks: readonly PlacedBlock[]): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (bottomOf(blocks, middle) > 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Bottom edge of a block, or of the nearest one before it that has an edge. */
function bottomOf(blocks: readonly PlacedBlock[], index: number): number {
  for (let i = index; i >= 0; i--) {
    const element = blocks[i]?.nodes.findLast((node) => node instanceof Element);
    if (element) return element.getBoundingClientRect().bottom;
  }
  return Number.NEGATIVE_INFINITY;
}
