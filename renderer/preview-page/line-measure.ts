import { type LineMark, lineTable } from "./line-table.ts";
import type { PlacedBlock } from "./patch-blocks.ts";

/**
 * Measures where the lines of the text are shown: both edges of each block, and the marked elements inside it (list
 * items, table rows). Heights count from the top of the page.
 */
export function measureLines(blocks: readonly PlacedBlock[], lineCount: number): LineMark[] {
  const scrolled = window.scrollY;
  const marks: LineMark[] = [];
  const add = (line: number, top: number): void => {
    marks.push({ line, top: top + scrolled });
  };
  for (const block of blocks) {
    const elements = block.nodes.filter((node) => node instanceof Element);
    const first = elements[0]?.getBoundingClientRect();
    const last = elements.at(-1)?.getBoundingClientRect();
    if (!first || !last || last.bottom <= first.top) continue;
    // The first block's own top is not a mark: what is above the article stretches over it, so that nothing jumps.
    if (block.start > 0) add(block.start, first.top);
    for (const element of elements) {
      for (const inner of element.querySelectorAll("[data-line]")) {
        const line = Number(inner.getAttribute("data-line")) + block.start - block.writtenAt;
        const box = inner.getBoundingClientRect();
        if (line > block.start && box.height > 0) add(line, box.top);
      }
    }
    add(block.end, last.bottom);
  }
  return lineTable(marks, document.documentElement.scrollHeight, lineCount);
}
