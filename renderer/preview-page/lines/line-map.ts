import type { PlacedBlock } from "../article-blocks.ts";
import type { SourceText } from "../words/source-text.ts";
import { carry } from "./anchor.ts";
import { BlockStretches } from "./block-stretches.ts";
import type { Flow, Span } from "./flow.ts";
import { lineAtPosition, positionOfLine, type Row, type Stretch } from "./stretches.ts";

/** Assumed height in pixels of a blank line at an end of the text. The page omits such lines. */
const emptyLine = 28;

/** Length of the page, and the positions of the text's beginning (`first`) and end (`last`), in pixels. */
interface Ends {
  readonly extent: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Converts lines of the text to positions on the page, and positions to lines. Uses the current layout.
 * Each call measures the few blocks that it needs, so changes of text or layout need no update.
 * Lines are 0-based with a fraction. Positions are pixels from the beginning of the page.
 */
export class LineMap {
  readonly #blocks: () => readonly PlacedBlock[];
  readonly #flow: () => Flow;
  readonly #stretches: BlockStretches;
  lineCount = 0;

  constructor(blocks: () => readonly PlacedBlock[], flow: () => Flow, source: SourceText) {
    this.#blocks = blocks;
    this.#flow = flow;
    this.#stretches = new BlockStretches(source);
  }

  /** Returns the position on the page at which a line is shown. */
  positionOf(line: number): number {
    return positionOfLine(this.#lines().row, line);
  }

  /** Returns the line that is shown at a position of the page. */
  lineAt(position: number): number {
    return lineAtPosition(this.#lines().row, position);
  }

  /** Returns the position of a line, stretched by `spread` so that the lines cover the whole page. */
  besideLine(line: number): number {
    const { row, ends } = this.#lines();
    return line <= 0 ? 0 : spread(positionOfLine(row, line), ends);
  }

  /** Inverse of `besideLine`: returns the line at a position on the stretched scale. */
  lineBeside(position: number): number {
    const { row, ends } = this.#lines();
    return position <= 0 ? 0 : lineAtPosition(row, gather(position, ends));
  }

  /** Returns where the block that shows a line begins and ends, or else the nearest block before the line. */
  blockAt(line: number): Span | undefined {
    const flow = this.#flow();
    const block = this.#blocks().findLast(({ start, end }) => start <= line && start < end);
    return block && this.#stretches.stretchOf(block, flow);
  }

  #lines(): { readonly row: Row; readonly ends: Ends } {
    const blocks = this.#blocks();
    const flow = this.#flow();
    const at = (index: number): Stretch | undefined => {
      const block = blocks[index];
      return block && this.#stretches.stretchOf(block, flow);
    };
    let [low, high] = [0, blocks.length - 1];
    while (low < high && !at(low)) low++;
    while (high > low && !at(high)) high--;
    const { extent } = flow;
    const ends = this.#ends(at(low), at(high), extent);
    const edges = [edge(0, ends.first), edge(this.lineCount, ends.last)];
    const row = {
      length: blocks.length + 2,
      at: (index: number) => (index === 0 ? edges[0] : index > blocks.length ? edges[1] : at(index - 1)),
    };
    return { row, ends };
  }

  #ends(first: Stretch | undefined, last: Stretch | undefined, extent: number): Ends {
    if (!first || !last) return { extent, first: 0, last: extent };
    return {
      extent,
      first: Math.max(0, first.start - first.from * emptyLine),
      last: Math.min(extent, last.end + Math.max(0, this.lineCount - last.to) * emptyLine),
    };
  }
}

/**
 * Stretches the positions near both ends of the text, so that the text's ends are at the page's ends.
 * The areas above and below the text (title, navigation, footer) contain no lines.
 * If positions were not stretched, scrolling by lines would skip the areas above and below the text.
 */
export function spread(position: number, ends: Ends): number {
  const { extent, first, last } = ends;
  const [head, foot] = zones(ends);
  if (position < head) return carry(position, [first, head], [0, head]);
  return position > foot ? carry(position, [foot, last], [foot, extent]) : position;
}

/** Inverse of `spread`: converts a stretched position back to the original position. */
export function gather(position: number, ends: Ends): number {
  const { extent, first, last } = ends;
  const [head, foot] = zones(ends);
  if (position < head) return carry(position, [0, head], [first, head]);
  return position > foot ? carry(position, [foot, extent], [foot, last]) : position;
}

/** Returns where the middle part of the page begins and ends. `spread` changes no position there. */
function zones({ extent, first, last }: Ends): [number, number] {
  const half = Math.max(0, last - first) / 2;
  return [first + Math.min(first, half), last - Math.min(Math.max(0, extent - last), half)];
}

function edge(line: number, position: number): Stretch {
  return { from: line, to: line, start: position, end: position };
}
