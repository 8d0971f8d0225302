import { labelSize } from "../label.ts";
import type { Participant, Sequence, Step } from "./sequence-types.ts";

/** Distance in pixels by which a message from a participant to itself extends to the right. */
export const loopWidth = 36;
const minimumWidth = 72;
const space = 24;

/** A range of x coordinates, in pixels. */
export interface Extent {
  readonly left: number;
  readonly right: number;
}

/** The positions of the participants' columns. */
export interface Columns {
  /** Returns the x coordinate of the lifeline of a participant. */
  readonly x: (participant: Participant) => number;
  /** Returns the width of the head of a participant. */
  readonly width: (participant: Participant) => number;
}

/** The minimum distance (`width`, in pixels) between the columns with the indexes `from` and `to`. */
interface Need {
  readonly from: number;
  readonly to: number;
  readonly width: number;
}

/** Places the columns as close to each other as the text between them allows. */
export function placeColumns({ participants, steps }: Sequence): Columns {
  const widths = participants.map(headWidth);
  const order = new Map(participants.map((participant, index) => [participant, index] as const));
  const indexOf = (participant: Participant) => order.get(participant) ?? 0;
  const centres: number[] = [];
  const needs = steps.flatMap((step) => needsOf(step, indexOf));
  widths.forEach((width, index) => {
    const before =
      (centres[index - 1] ?? 0) + (index === 0 ? 0 : ((widths[index - 1] ?? 0) + width) / 2 + space);
    const needed = needs
      .filter(({ to }) => to === index)
      .map((need) => (centres[need.from] ?? 0) + need.width);
    centres.push(Math.max(before, ...needed));
  });
  return {
    x: (participant) => centres[indexOf(participant)] ?? 0,
    width: (participant) => widths[indexOf(participant)] ?? 0,
  };
}

function headWidth({ label }: Participant): number {
  return Math.max(minimumWidth, labelSize(label).width + 28);
}

function needsOf(step: Step, indexOf: (participant: Participant) => number): Need[] {
  if (step.kind === "message") {
    const [from = 0, to = 0] = [indexOf(step.from), indexOf(step.to)].sort((one, other) => one - other);
    const { width } = labelSize(step.label);
    if (from === to) return [{ from, to: from + 1, width: loopWidth + width + space }];
    // Adds half the head's width, because the arrow of a `create` message ends at the participant's head.
    const head = step.to.isCreated ? headWidth(step.to) / 2 : 0;
    return [{ from, to, width: width + space + 16 + head }];
  }
  if (step.kind !== "note") return [];
  const [first = 0, last = first] = step.of.map(indexOf).sort((one, other) => one - other);
  const width = noteWidth(step.label);
  if (step.side === "right") return [{ from: first, to: first + 1, width: width + space }];
  if (step.side === "left") return [{ from: first - 1, to: first, width: width + space }];
  if (first !== last) return [{ from: first, to: last, width: width - 20 }];
  const half = width / 2 + space / 2;
  return [
    { from: first - 1, to: first, width: half },
    { from: first, to: first + 1, width: half },
  ];
}

function noteWidth(label: readonly string[]): number {
  return labelSize(label).width + 24;
}

/**
 * Returns the x coordinates at which a message or note begins and ends.
 * Returns undefined for steps that are neither messages nor notes.
 */
export function extentOf(step: Step, { x }: Columns): Extent | undefined {
  if (step.kind === "message") {
    const [left, right] = [Math.min(x(step.from), x(step.to)), Math.max(x(step.from), x(step.to))];
    const { width } = labelSize(step.label);
    return step.from === step.to ? { left, right: left + loopWidth + 8 + width } : { left, right };
  }
  if (step.kind !== "note") return undefined;
  const width = noteWidth(step.label);
  const centres = step.of.map(x);
  const [left, right] = [Math.min(...centres), Math.max(...centres)];
  if (step.side === "left") return { left: left - 12 - width, right: left - 12 };
  if (step.side === "right") return { left: right + 12, right: right + 12 + width };
  const half = Math.max(width, right - left + 40) / 2;
  const middle = (left + right) / 2;
  return { left: middle - half, right: middle + half };
}
