import { escapeHtml } from "markdown-it/lib/common/utils.mjs";
import type { Box, Lines, Point } from "./diagram-types.ts";
import { fontSize, lineHeight } from "./label.ts";

/** Rounds a coordinate to tenths of a pixel. */
export function round(value: number): number {
  return Math.round(value * 10) / 10 || 0;
}

/** Matches characters that HTML does not permit in text, even as character references. */
const forbidden = /[\p{Cc}\p{Noncharacter_Code_Point}]/gu;

/** Escapes text for use in an element or in an attribute with double quotes. */
export function escapeXml(text: string): string {
  return escapeHtml(text.replace(forbidden, " "));
}

/** Returns an element without content. */
export function element(name: string, attributes: Readonly<Record<string, string | number>>): string {
  const written = Object.entries(attributes).map(
    ([key, value]) => ` ${key}="${typeof value === "number" ? round(value) : escapeXml(value)}"`,
  );
  return `<${name}${written.join("")}/>`;
}

/** Wraps elements in a group with a common style. Returns "" if there are no elements. */
export function layer(name: string, style: string, parts: readonly string[]): string {
  return parts.length === 0 ? "" : `<g class="diagram-${name}" ${style}>${parts.join("")}</g>`;
}

/** Returns the `d` attribute of a path through points. */
export function pathOf(points: readonly Point[], close = false): string {
  const steps = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${round(x)} ${round(y)}`);
  return `${steps.join("")}${close ? "Z" : ""}`;
}

/** Returns the `d` attribute of a path through points, with rounded corners. */
export function roundedPath(points: readonly Point[], radius = 10): string {
  const [first, ...rest] = points;
  if (!first) return "";
  let data = `M${round(first.x)} ${round(first.y)}`;
  rest.forEach((point, index) => {
    const before = points[index] ?? first;
    const after = points[index + 2];
    if (!after) {
      data += `L${round(point.x)} ${round(point.y)}`;
      return;
    }
    const start = toward(point, before, radius);
    const end = toward(point, after, radius);
    data += `L${round(start.x)} ${round(start.y)}Q${round(point.x)} ${round(point.y)} ${round(end.x)} ${round(end.y)}`;
  });
  return data;
}

/** Moves the point `from` by `distance` toward `to`, but not beyond the midpoint. */
function toward(from: Point, to: Point, distance: number): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const part = length === 0 ? 0 : Math.min(distance / length, 0.5);
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/** Returns a rectangle with the centre, width and height of a box. */
export function rectangle({ x, y, width, height }: Box, radius = 0): string {
  const corners = radius > 0 ? { rx: radius } : {};
  return element("rect", { x: x - width / 2, y: y - height / 2, width, height, ...corners });
}

export type Anchor = "start" | "middle" | "end";

/** Returns text centred on a point (`middle`), to its right (`start`) or to its left (`end`). */
export function writeText(lines: Lines, at: Point, anchor: Anchor = "middle", weight?: number): string {
  if (lines.length === 0) return "";
  const top = at.y - ((lines.length - 1) * lineHeight) / 2 + fontSize * 0.36;
  const attributes = `${anchor === "middle" ? "" : ` text-anchor="${anchor}"`}${weight ? ` font-weight="${weight}"` : ""}`;
  const x = round(at.x);
  if (lines.length === 1)
    return `<text x="${x}" y="${round(top)}"${attributes}>${escapeXml(lines[0] ?? "")}</text>`;
  const spans = lines.map(
    (line, index) => `<tspan x="${x}" y="${round(top + index * lineHeight)}">${escapeXml(line)}</tspan>`,
  );
  return `<text${attributes}>${spans.join("")}</text>`;
}
