import type { PlacedBlock } from "../article-blocks.ts";
import type { SourceText } from "../words/source-text.ts";
import type { Flow, Span } from "./flow.ts";
import { insideOf } from "./insides.ts";
import { isShown, type Mark, marksOf } from "./marks.ts";
import { type Inside, inOrder, lineAtPosition, positionOfLine, type Stretch } from "./stretches.ts";

/** Measurements of a block, valid until its text, lines or size change. */
interface Measured {
  readonly start: number;
  readonly source: string;
  readonly length: number;
  readonly stretches: readonly Stretch[];
}

/** Finds the positions of lines inside blocks on the page, and measures a block only when needed. */
export class BlockStretches {
  readonly #source: SourceText;
  readonly #measured = new WeakMap<readonly ChildNode[], Measured>();

  constructor(source: SourceText) {
    this.#source = source;
  }

  /** Returns the lines and the positions of a whole block. Returns undefined if the block is invisible. */
  stretchOf(block: PlacedBlock, flow: Flow): Stretch | undefined {
    // Skips the block of footnotes at the end of the page, because its range of lines is empty.
    if (block.end <= block.start) return undefined;
    const span = edgesOf(block, flow);
    if (!span) return undefined;
    const to = this.#source.endOf(block.start, block.end);
    return { from: block.start, to, ...span, inside: this.#inside(block, span, flow) };
  }

  #inside(block: PlacedBlock, span: Span, flow: Flow): Inside {
    return {
      positionOf: (line) => positionOfLine(this.#stretches(block, span, flow), line) + span.start,
      lineAt: (position) => lineAtPosition(this.#stretches(block, span, flow), position - span.start),
    };
  }

  #stretches(block: PlacedBlock, span: Span, flow: Flow): readonly Stretch[] {
    const known = this.#measured.get(block.nodes);
    const source = this.#source.lines(block.start, block.end);
    const length = span.end - span.start;
    const holds = known?.start === block.start && known.source === source;
    if (holds && Math.abs(known.length - length) < 0.01) return known.stretches;
    const marks = marksOf(block, this.#source);
    const origin = (): number => edgesOf(block, flow)?.start ?? span.start;
    const stretches = inOrder(marks.map((mark) => this.#stretch(mark, flow, origin)));
    this.#measured.set(block.nodes, { start: block.start, source, length, stretches });
    return stretches;
  }

  #stretch(mark: Mark, flow: Flow, origin: () => number): Stretch {
    const { from, to } = mark;
    const inside = insideOf(mark, this.#source, flow);
    const edge = origin();
    if (!inside) {
      const { start, end } = flow.spanOf(mark.element.getBoundingClientRect());
      return { from, to, start: start - edge, end: end - edge };
    }
    return {
      from,
      to,
      start: inside.positionOf(from) - edge,
      end: inside.positionOf(to) - edge,
      inside: {
        positionOf: (line) => inside.positionOf(line) - origin(),
        lineAt: (position) => inside.lineAt(position + origin()),
      },
    };
  }
}

function edgesOf(block: PlacedBlock, flow: Flow): Span | undefined {
  const shown = (node: ChildNode): node is Element & ChildNode => node instanceof Element && isShown(node);
  const first = block.nodes.find(shown);
  const last = block.nodes.findLast(shown);
  if (!first || !last) return undefined;
  const { start } = flow.spanOf(first.getBoundingClientRect());
  const { end } = flow.spanOf(last.getBoundingClientRect());
  return end > start ? { start, end } : undefined;
}
