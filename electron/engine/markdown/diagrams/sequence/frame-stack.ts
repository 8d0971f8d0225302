import type { Lines } from "../diagram-types.ts";
import { labelSize } from "../label.ts";
import type { Extent } from "./sequence-columns.ts";
import { tabWidth } from "./sequence-frames.ts";
import type { SequencePaper } from "./sequence-paper.ts";
import type { Step } from "./sequence-types.ts";
import { element, pathOf, rectangle } from "../svg.ts";

type Frame = Extract<Step, { kind: "open" }>;

const tabHeight = 24;

/** The open frames (`loop`, `alt` …). Each method returns the y coordinate at which the drawing continues. */
export class FrameStack {
  readonly extents: ReadonlyMap<Step, Extent>;
  readonly #paper: SequencePaper;
  readonly #open: { frame: Frame; top: number; sections: number[] }[] = [];

  constructor(paper: SequencePaper, extents: ReadonlyMap<Step, Extent>) {
    this.#paper = paper;
    this.extents = extents;
  }

  /** Opens a frame and writes its keyword and its condition. */
  open(frame: Frame, y: number): number {
    this.#open.push({ frame, top: y, sections: [] });
    if (frame.word === "") return y + 12;
    const { left = 0 } = this.extents.get(frame) ?? {};
    const tab = tabWidth(frame.word);
    const height = Math.max(tabHeight, labelSize(frame.label).height + 4);
    this.#paper.write([frame.word], { x: left + tab / 2, y: y + tabHeight / 2 }, "middle", 700);
    this.#paper.write(frame.label, { x: left + tab + 10, y: y + height / 2 }, "start");
    return y + height + 8;
  }

  /** Begins the next section (`else`) of the frame that was opened last. */
  divide(label: Lines, y: number): number {
    const open = this.#open.at(-1);
    if (!open) return y;
    open.sections.push(y);
    const { left = 0 } = this.extents.get(open.frame) ?? {};
    const { height } = labelSize(label);
    this.#paper.write(label, { x: left + 12, y: y + 4 + height / 2 }, "start");
    return y + height + 12;
  }

  /** Closes the frame that was opened last, and draws it. */
  close(y: number): number {
    const open = this.#open.pop();
    const extent = open && this.extents.get(open.frame);
    if (!open || !extent) return y;
    const { left, right } = extent;
    const { top, sections, frame } = open;
    const box = { x: (left + right) / 2, y: (top + y) / 2, width: right - left, height: y - top };
    const lines = sections.map((at) => {
      const ends = [left, right].map((x) => ({ x, y: at }));
      return element("path", { d: pathOf(ends), "stroke-dasharray": "3 4" });
    });
    // Draws outer frames first although they end last, so that they do not cover inner frames.
    this.#paper.parts.frames.unshift(rectangle(box) + drawTab(frame, left, top) + lines.join(""));
    return y;
  }
}

function drawTab({ word }: Frame, left: number, top: number): string {
  if (word === "") return "";
  const right = left + tabWidth(word);
  const corners = [
    { x: left, y: top + tabHeight },
    { x: right - 6, y: top + tabHeight },
    { x: right, y: top + tabHeight - 8 },
    { x: right, y: top },
  ];
  return element("path", { d: pathOf(corners), fill: "none" });
}
