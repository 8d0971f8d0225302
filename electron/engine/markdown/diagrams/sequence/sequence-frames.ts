import { labelSize, textWidth } from "../label.ts";
import { type Columns, type Extent, extentOf } from "./sequence-columns.ts";
import type { Sequence, Step } from "./sequence-types.ts";

const padding = 14;

interface OpenFrame {
  readonly step: Step;
  left: number;
  right: number;
  /** Width of the frame's widest title. The frame and each of its sections can have a title. */
  title: number;
}

/** Returns the width of the tab in the corner of a frame. The tab contains the frame's keyword. */
export function tabWidth(word: string): number {
  return word === "" ? 0 : textWidth(word) + 16;
}

function widthOfTitle(step: Step): number {
  if (step.kind === "section") return labelSize(step.label).width + 20;
  return step.kind === "open" ? tabWidth(step.word) + labelSize(step.label).width + 24 : 0;
}

/**
 * Maps each step that opens a frame to the x coordinates of the frame's left and right sides.
 * A frame is wide enough for its steps and titles.
 */
export function placeFrames({ steps, participants }: Sequence, columns: Columns): Map<Step, Extent> {
  const placed = new Map<Step, Extent>();
  const open: OpenFrame[] = [];
  const first = participants[0];
  const start = first ? columns.x(first) : 0;
  for (const step of steps) {
    const frame = open.at(-1);
    if (frame) frame.title = Math.max(frame.title, step.kind === "section" ? widthOfTitle(step) : 0);
    if (step.kind === "open") {
      open.push({
        step,
        left: Number.POSITIVE_INFINITY,
        right: Number.NEGATIVE_INFINITY,
        title: widthOfTitle(step),
      });
    } else if (step.kind === "close" && frame) {
      open.pop();
      const extent = extentOfFrame(frame, start);
      placed.set(frame.step, extent);
      widen(open.at(-1), extent);
    } else {
      widen(frame, extentOf(step, columns));
    }
  }
  return placed;
}

function extentOfFrame({ left, right, title }: OpenFrame, start: number): Extent {
  const from = (Number.isFinite(left) ? left : start) - padding;
  return { left: from, right: Math.max((Number.isFinite(right) ? right : start) + padding, from + title) };
}

function widen(frame: OpenFrame | undefined, extent: Extent | undefined): void {
  if (!frame || !extent) return;
  frame.left = Math.min(frame.left, extent.left);
  frame.right = Math.max(frame.right, extent.right);
}
