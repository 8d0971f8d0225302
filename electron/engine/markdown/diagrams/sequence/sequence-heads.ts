import { labelSize } from "../label.ts";
import type { Participant } from "./sequence-types.ts";
import { element, rectangle, round, writeText } from "../svg.ts";

const figureHeight = 40;

/** Returns the height of the row of heads: that of the tallest one. */
export function headHeight(participants: readonly Participant[]): number {
  return Math.max(
    ...participants.map(({ label, isActor }) => labelSize(label).height + (isActor ? figureHeight : 18)),
  );
}

/** Draws the head of a column: a box, or a figure above a name. */
export function drawHead(
  { label, isActor }: Participant,
  x: number,
  width: number,
  top: number,
): { shape: string; label: string } {
  const { height } = labelSize(label);
  if (!isActor) {
    const box = { x, y: top + (height + 18) / 2, width, height: height + 18 };
    return { shape: rectangle(box, 4), label: writeText(label, box) };
  }
  const head = element("circle", { cx: x, cy: top + 7, r: 6 });
  const body = `M${round(x)} ${round(top + 13)}v13m-11-8h22M${round(x - 9)} ${round(top + 37)}l9-11 9 11`;
  const shape = head + element("path", { d: body, fill: "none" });
  return { shape, label: writeText(label, { x, y: top + figureHeight + height / 2 }) };
}
