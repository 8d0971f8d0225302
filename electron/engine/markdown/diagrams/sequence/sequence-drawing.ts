import { limited } from "../description.ts";
import type { Drawing } from "../diagram-types.ts";
import { oneLine, labelSize } from "../label.ts";
import { placeColumns } from "./sequence-columns.ts";
import { SequencePage } from "./sequence-page.ts";
import { placeFrames } from "./sequence-frames.ts";
import type { Participant, Sequence } from "./sequence-types.ts";
import { layer, element, rectangle, round, writeText } from "../svg.ts";

const figureHeight = 40;

/** Returns the height of the tallest head of all participants. */
function headHeight(participants: readonly Participant[]): number {
  return Math.max(
    ...participants.map(({ label, isActor }) => labelSize(label).height + (isActor ? figureHeight : 18)),
  );
}

/** Draws the head of a participant: a box that contains the name, or a figure above the name. */
function drawHead(
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

const margin = 8;
/** Height in pixels above which a diagram repeats the heads of participants at the bottom. */
const repeatHeight = 420;

export function drawSequence(sequence: Sequence): Drawing {
  const columns = placeColumns(sequence);
  const page = new SequencePage(columns, placeFrames(sequence, columns), headHeight(sequence.participants));
  for (const step of sequence.steps) page.draw(step);
  const { foot, lives } = page.finish(sequence.participants);
  const heads: string[] = [];
  const labels: string[] = [];
  const isRepeated = foot > repeatHeight;
  const addHead = (participant: Participant, top: number): void => {
    const { shape, label } = drawHead(participant, columns.x(participant), columns.width(participant), top);
    heads.push(shape);
    labels.push(label);
  };
  for (const participant of sequence.participants) {
    const life = lives.get(participant);
    if (!life) continue;
    addHead(participant, life.start - headHeight(sequence.participants));
    if (isRepeated && life.end === foot) addHead(participant, foot);
  }
  const lifelines = [...lives].map(([participant, { start, end }]) =>
    page.paper.lifeline(columns.x(participant), start, end),
  );
  const { left, right } = page.frame(sequence.participants);
  const height = foot + (isRepeated ? headHeight(sequence.participants) : 0);
  const body = [
    layer(
      "groups",
      'fill="currentColor" fill-opacity=".03" stroke="currentColor" stroke-opacity=".45"',
      page.paper.parts.frames,
    ),
    layer(
      "lifelines",
      'fill="none" stroke="currentColor" stroke-opacity=".4" stroke-dasharray="4 4"',
      lifelines,
    ),
    layer("bars", 'fill="currentColor" fill-opacity=".15" stroke="currentColor"', page.paper.parts.bars),
    layer("lines", 'fill="none" stroke="currentColor"', page.paper.parts.lines),
    layer("nodes", 'fill="currentColor" fill-opacity=".08" stroke="currentColor"', [
      ...heads,
      ...page.paper.parts.notes,
    ]),
    layer("labels", 'text-anchor="middle"', [...page.paper.parts.labels, ...labels]),
  ].join("");
  return {
    width: Math.ceil(right - left) + 2 * margin,
    height: Math.ceil(height) + 2 * margin,
    body: `<g transform="translate(${Math.round(margin - left)} ${margin})">${body}</g>`,
    said: describe(sequence),
  };
}

/** Describes the messages in order, for screen readers: `A → B: label`. */
function describe({ steps }: Sequence): string[] {
  return limited(
    steps.flatMap((step) => {
      if (step.kind === "note") return [oneLine(step.label)];
      if (step.kind === "open") return [`${step.word} ${oneLine(step.label)}`.trim()];
      if (step.kind === "section") return [oneLine(step.label)];
      if (step.kind !== "message") return [];
      const text = step.label.length === 0 ? "" : `: ${oneLine(step.label)}`;
      return [`${oneLine(step.from.label)} → ${oneLine(step.to.label)}${text}`];
    }),
  ).filter((text) => text !== "");
}
