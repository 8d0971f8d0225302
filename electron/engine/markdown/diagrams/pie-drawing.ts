import type { Drawing, Lines, Point } from "./diagram-types.ts";
import { labelSize, lineHeight, oneLine } from "./label.ts";
import type { Pie, Slice } from "./pie.ts";
import { element, layer, pathOf, round, writeText } from "./svg.ts";

const radius = 100;
const margin = 8;
/**
 * Distance in pixels from the pie to the bend of a label's line. `reach` is the distance to the line's end.
 */
const bend = 10;
const reach = 24;
/** The opacities of slices, used in turn, so that adjacent slices differ without colours. */
const shades = [0.08, 0.22, 0.4] as const;

/** The label of a slice. The label is on the same side of the pie (left or right) as the slice. */
interface Tag {
  readonly lines: Lines;
  readonly side: 1 | -1;
  /** Angle of the middle of the slice in radians, clockwise from the top. */
  readonly angle: number;
  readonly width: number;
  readonly height: number;
  y: number;
}

/** Draws a pie chart, with the slices clockwise from the top and their labels at both sides. */
export function drawPie(pie: Pie): Drawing {
  const shown = pie.slices.filter(({ part }) => part > 0);
  const shapes: string[] = [];
  const tags: Tag[] = [];
  let angle = 0;
  for (const [index, slice] of shown.entries()) {
    const end = angle + slice.part * 2 * Math.PI;
    shapes.push(drawSlice(angle, end, shadeOf(index, shown.length)));
    tags.push(tagOf(slice, (angle + end) / 2, pie.showsValues));
    angle = end;
  }
  for (const side of [1, -1]) spread(tags.filter((tag) => tag.side === side));
  const body = [
    layer("slices", 'fill="currentColor" stroke="currentColor"', shapes),
    layer("lines", 'fill="none" stroke="currentColor" stroke-opacity=".6"', tags.map(leader)),
    layer("labels", 'text-anchor="middle"', tags.map(writeTag)),
  ].join("");
  const said = shown.map((slice) => describeSlice(slice, pie.showsValues));
  return framed(pie.title, tags, body, said);
}

/** Adds the title above the pie and computes the size of the drawing. */
function framed(title: Lines, tags: readonly Tag[], body: string, said: readonly string[]): Drawing {
  const { width: titleWidth, height: titleHeight } = labelSize(title);
  const room = (side: 1 | -1): number =>
    Math.max(
      radius,
      titleWidth / 2,
      ...tags.filter((tag) => tag.side === side).map(({ width }) => radius + reach + 4 + width),
    );
  const [left, right] = [room(-1), room(1)];
  const top = Math.min(-radius, ...tags.map(({ y, height }) => y - height / 2));
  const bottom = Math.max(radius, ...tags.map(({ y, height }) => y + height / 2));
  const head = title.length === 0 ? 0 : titleHeight + lineHeight / 2;
  const heading = writeText(title, { x: 0, y: top - head + titleHeight / 2 }, "middle", 600);
  const [x, y] = [round(margin + left), round(margin + head - top)];
  return {
    width: Math.ceil(left + right) + 2 * margin,
    height: Math.ceil(bottom - top + head) + 2 * margin,
    body: `<g transform="translate(${x} ${y})">${body}${layer("labels", 'text-anchor="middle"', heading ? [heading] : [])}</g>`,
    said: title.length === 0 ? said : [oneLine(title), ...said],
  };
}

function pointAt(angle: number, distance: number): Point {
  return { x: Math.sin(angle) * distance, y: -Math.cos(angle) * distance };
}

function drawSlice(from: number, to: number, shade: number): string {
  // Draws a full circle as `<circle>`, because a single arc of SVG cannot be a full circle.
  if (to - from > 2 * Math.PI - 1e-6)
    return element("circle", { cx: 0, cy: 0, r: radius, "fill-opacity": String(shade) });
  const [start, end] = [pointAt(from, radius), pointAt(to, radius)];
  const isLarge = to - from > Math.PI ? 1 : 0;
  const arc = `A${radius} ${radius} 0 ${isLarge} 1 ${round(end.x)} ${round(end.y)}`;
  const d = `M0 0L${round(start.x)} ${round(start.y)}${arc}Z`;
  return element("path", { d, "fill-opacity": String(shade) });
}

/** Returns the opacity of a slice. The last slice touches the first slice, so their opacities must differ. */
function shadeOf(index: number, count: number): number {
  const isLastOfMore = index > 0 && index === count - 1;
  return shades[isLastOfMore && index % 3 === 0 ? 1 : index % 3] ?? shades[0];
}

function tagOf(slice: Slice, angle: number, showsValues: boolean): Tag {
  const amount = describeAmount(slice, showsValues);
  const lines = [...slice.label.slice(0, -1), `${slice.label.at(-1) ?? ""} ${amount}`.trim()];
  const side = angle <= Math.PI ? 1 : -1;
  return { lines, side, angle, ...labelSize(lines), y: pointAt(angle, radius + bend).y };
}

/** Moves labels on one side of the pie apart if they overlap. */
function spread(tags: readonly Tag[]): void {
  const wanted = tags.toSorted((a, b) => a.y - b.y);
  let free = Number.NEGATIVE_INFINITY;
  let moved = 0;
  for (const tag of wanted) {
    const y = Math.max(tag.y, free + tag.height / 2);
    moved += y - tag.y;
    tag.y = y;
    free = y + tag.height / 2;
  }
  for (const tag of wanted) tag.y -= moved / wanted.length;
}

function leader({ angle, side, y }: Tag): string {
  const end = { x: side * (radius + reach), y };
  return element("path", { d: pathOf([pointAt(angle, radius), pointAt(angle, radius + bend), end]) });
}

function writeTag({ lines, side, y }: Tag): string {
  return writeText(lines, { x: side * (radius + reach + 4), y }, side === 1 ? "start" : "end");
}

function describeAmount({ part, value }: Slice, showsValues: boolean): string {
  const hundredths = part * 100;
  const percent = `${hundredths < 1 ? Math.max(0.1, Math.round(hundredths * 10) / 10) : Math.round(hundredths)}%`;
  return showsValues ? `${value} (${percent})` : percent;
}

function describeSlice(slice: Slice, showsValues: boolean): string {
  return `${oneLine(slice.label)}: ${describeAmount(slice, showsValues)}`;
}
