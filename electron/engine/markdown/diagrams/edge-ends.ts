import type { EdgeEnd, Point } from "./diagram-types.ts";
import { element, pathOf } from "./svg.ts";

interface EndStyle {
  /** Distance in pixels between the tip of the symbol and the end of the edge's line. */
  readonly length: number;
  /**
   * The strokes of the symbol. Each stroke is a list of points, written as `back,aside`.
   * `back` is the distance from the tip along the edge, and `aside` is the distance across the edge.
   */
  readonly strokes: readonly string[];
  /** A circle on the line: the distance from its centre to the tip, and its radius. Both are in pixels. */
  readonly circle?: readonly [back: number, radius: number];
  readonly fill: "filled" | "hollow" | "open";
}

const diamond = ["0,0 9,-6 18,0 9,6"];
const foot = ["14,0 0,-6", "14,0 0,6", "14,0 0,0"];

const endStyles: Readonly<Record<Exclude<EdgeEnd, "none">, EndStyle>> = {
  arrow: { length: 9, strokes: ["0,0 10,-4.5 10,4.5"], fill: "filled" },
  "open-arrow": { length: 0, strokes: ["10,-5 0,0 10,5"], fill: "open" },
  circle: { length: 9, strokes: [], circle: [4.5, 4.5], fill: "hollow" },
  cross: { length: 0, strokes: ["3,-5 13,5", "3,5 13,-5"], fill: "open" },
  triangle: { length: 14, strokes: ["0,0 14,-8 14,8"], fill: "hollow" },
  diamond: { length: 18, strokes: diamond, fill: "hollow" },
  "filled-diamond": { length: 18, strokes: diamond, fill: "filled" },
  one: { length: 0, strokes: ["8,-6 8,6", "14,-6 14,6"], fill: "open" },
  "zero-or-one": { length: 24, strokes: ["8,-6 8,6", "14,0 0,0"], circle: [19, 5], fill: "open" },
  many: { length: 0, strokes: [...foot, "18,-6 18,6"], fill: "open" },
  "zero-or-many": { length: 24, strokes: foot, circle: [19, 5], fill: "open" },
};

/** Returns the distance in pixels between the end of an edge's line and the tip of the edge's symbol. */
export function lengthOfEnd(end: EdgeEnd): number {
  return end === "none" ? 0 : endStyles[end].length;
}

/** Draws the symbol at an end of an edge. `direction` is the unit vector of the edge at `tip`. */
export function drawEnd(end: EdgeEnd, tip: Point, direction: Point): string {
  if (end === "none") return "";
  const { strokes, circle, fill } = endStyles[end];
  const pointAt = (back: number, aside: number): Point => ({
    x: tip.x - direction.x * back - direction.y * aside,
    y: tip.y - direction.y * back + direction.x * aside,
  });
  const data = strokes.map((stroke) => {
    const points = stroke.split(" ").map((written) => {
      const [back = 0, aside = 0] = written.split(",").map(Number);
      return pointAt(back, aside);
    });
    return pathOf(points, fill !== "open");
  });
  const filled = fill === "filled" ? { fill: "currentColor" } : {};
  const path = data.length === 0 ? "" : element("path", { d: data.join(""), ...filled });
  if (!circle) return path;
  const { x, y } = pointAt(circle[0], 0);
  return path + element("circle", { cx: x, cy: y, r: circle[1] });
}
