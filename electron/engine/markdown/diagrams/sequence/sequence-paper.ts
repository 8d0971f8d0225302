import type { Box, EdgeEnd, Lines, Point } from "../diagram-types.ts";
import { drawEnd, lengthOfEnd } from "../edge-ends.ts";
import { labelSize } from "../label.ts";
import { outside, shortened } from "../routes.ts";
import type { Step } from "./sequence-types.ts";
import { type Anchor, element, pathOf, roundedPath, writeText } from "../svg.ts";

type Message = Extract<Step, { kind: "message" }>;

/** Collects the SVG elements of a sequence diagram in layers. Later layers are drawn over earlier layers. */
export class SequencePaper {
  /** The SVG elements in each layer. */
  readonly parts = {
    frames: noStrings(),
    bars: noStrings(),
    lines: noStrings(),
    notes: noStrings(),
    labels: noStrings(),
  };
  /** The boxes of texts and notes. Lifelines have gaps at these boxes. */
  readonly covers: Box[] = [];

  /** Writes a label centred on a point (`middle`), to its right (`start`) or to its left (`end`). */
  write(label: Lines, at: Point, anchor: Anchor = "middle", weight?: number): void {
    if (label.length === 0) return;
    const { width, height } = labelSize(label);
    const x = anchor === "start" ? at.x + width / 2 : at.x;
    this.covers.push({ x, y: at.y, width: width + 4, height });
    this.parts.labels.push(writeText(label, at, anchor, weight));
  }

  /** Draws the line of a message with the arrowheads at its ends. */
  route({ isDotted, start, end }: Message, route: readonly Point[]): void {
    const ends: [EdgeEnd, EdgeEnd] = [start, end];
    const line = shortened(shortened(route, lengthOfEnd(ends[1])).reverse(), lengthOfEnd(ends[0])).reverse();
    const dashes = isDotted ? { "stroke-dasharray": "3 4" } : {};
    const [first, second] = route;
    const [before, last] = route.slice(-2);
    if (!first || !second || !before || !last) return;
    this.parts.lines.push(
      element("path", { d: roundedPath(line, 6), ...dashes }),
      drawEnd(ends[0], first, { x: Math.sign(first.x - second.x), y: 0 }),
      drawEnd(ends[1], last, { x: Math.sign(last.x - before.x), y: 0 }),
    );
  }

  /** Returns the line of a participant, with gaps at texts and notes. */
  lifeline(x: number, start: number, end: number): string {
    let pieces: Point[][] = [
      [
        { x, y: start },
        { x, y: end },
      ],
    ];
    for (const cover of this.covers) {
      if (Math.abs(cover.x - x) < cover.width / 2) pieces = pieces.flatMap((piece) => outside(piece, cover));
    }
    return element("path", { d: pieces.map((piece) => pathOf(piece)).join("") });
  }
}

function noStrings(): string[] {
  return [];
}
