import type { Box, DiagramNode, Point, Shape } from "../diagram-types.ts";
import { compartmentPadding, tablePadding } from "./node-size.ts";
import { labelSize, lineHeight } from "../label.ts";
import { element, pathOf, rectangle, writeText } from "../svg.ts";

const slant = 16;
const cap = 7;

type Corners = (left: number, top: number, right: number, bottom: number) => [x: number, y: number][];

const diamond: Corners = (l, t, r, b) => [
  [(l + r) / 2, t],
  [r, (t + b) / 2],
  [(l + r) / 2, b],
  [l, (t + b) / 2],
];

/** The corners of the shapes that are polygons, clockwise. */
const corners: Partial<Record<Shape, Corners>> = {
  diamond,
  choice: diamond,
  hexagon: (l, t, r, b) => [
    [l + slant, t],
    [r - slant, t],
    [r, (t + b) / 2],
    [r - slant, b],
    [l + slant, b],
    [l, (t + b) / 2],
  ],
  "lean-right": (l, t, r, b) => [
    [l + slant, t],
    [r, t],
    [r - slant, b],
    [l, b],
  ],
  "lean-left": (l, t, r, b) => [
    [l, t],
    [r - slant, t],
    [r, b],
    [l + slant, b],
  ],
  trapezoid: (l, t, r, b) => [
    [l + slant, t],
    [r - slant, t],
    [r, b],
    [l, b],
  ],
  "trapezoid-inverse": (l, t, r, b) => [
    [l, t],
    [r, t],
    [r - slant, b],
    [l + slant, b],
  ],
  flag: (l, t, r, b) => [
    [l, t],
    [r, t],
    [r, b],
    [l, b],
    [l + slant, (t + b) / 2],
  ],
  note: (l, t, r, b) => [
    [l, t],
    [r - 10, t],
    [r, t + 10],
    [r, b],
    [l, b],
  ],
};

const round = new Set<Shape>(["circle", "double-circle", "start", "end"]);

/** Returns the outline of a node as a polygon. Edges end at this outline. */
export function outlineOf(shape: Shape, { x, y, width, height }: Box): Point[] {
  if (round.has(shape)) {
    return Array.from({ length: 36 }, (_, index) => {
      const angle = (index * Math.PI) / 18;
      return { x: x + (width / 2) * Math.cos(angle), y: y + (height / 2) * Math.sin(angle) };
    });
  }
  const box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2] as const;
  const [left, top, right, bottom] = box;
  const found = corners[shape]?.(...box) ?? [
    [left, top],
    [right, top],
    [right, bottom],
    [left, bottom],
  ];
  return found.map(([cornerX, cornerY]) => ({ x: cornerX, y: cornerY }));
}

function circle({ x, y }: Point, r: number, look: Record<string, string> = {}): string {
  return element("circle", { cx: x, cy: y, r, ...look });
}

const solid = { fill: "currentColor", "fill-opacity": "1" };

/** Returns the outline of a node as SVG. */
export function drawShape(node: DiagramNode, box: Box): string {
  const { shape } = node;
  const { x, y, width, height } = box;
  if (shape in corners) return element("path", { d: pathOf(outlineOf(shape, box), true) });
  if (shape === "circle") return circle(box, width / 2);
  if (shape === "double-circle") return circle(box, width / 2) + circle(box, width / 2 - 4);
  if (shape === "start") return circle(box, width / 2, solid);
  if (shape === "end") return circle(box, width / 2) + circle(box, width / 2 - 5, solid);
  if (shape === "bar")
    return element("rect", { x: x - width / 2, y: y - height / 2, width, height, ...solid });
  if (shape === "stadium") return rectangle(box, height / 2);
  if (shape === "cylinder") return cylinder(box);
  if (shape === "table") return rectangle(box) + separators(node, box);
  const bars = [x - width / 2 + 8, x + width / 2 - 8].map((at) =>
    line(at, y - height / 2, at, y + height / 2),
  );
  return rectangle(box, shape === "rounded" ? 8 : 0) + (shape === "subroutine" ? bars.join("") : "");
}

function line(x1: number, y1: number, x2: number, y2: number): string {
  return element("path", {
    d: pathOf([
      { x: x1, y: y1 },
      { x: x2, y: y2 },
    ]),
  });
}

function cylinder({ x, y, width, height }: Box): string {
  const [left, top, bottom] = [x - width / 2, y - height / 2 + cap, y + height / 2 - cap].map(
    (at) => Math.round(at * 10) / 10,
  );
  const arc = `a${width / 2} ${cap} 0 0`;
  const body = `M${left} ${top}${arc} 1 ${width} 0V${bottom}${arc} 1 ${-width} 0Z`;
  return element("path", { d: `${body}M${left} ${top}${arc} 0 ${width} 0` });
}

/** Returns the distances in pixels from the upper edge of a table to its compartments. */
function compartmentTops(node: DiagramNode): number[] {
  let top = labelSize(node.label).height + 16;
  return node.compartments.map(({ length }) => {
    const start = top;
    top += length * lineHeight + 2 * compartmentPadding;
    return start;
  });
}

function separators(node: DiagramNode, { x, y, width, height }: Box): string {
  const top = y - height / 2;
  return compartmentTops(node)
    .map((at) => line(x - width / 2, top + at, x + width / 2, top + at))
    .join("");
}

/** Returns the text of a node as SVG. */
export function writeLabel(node: DiagramNode, box: Box): string {
  if (node.shape !== "table") {
    const shift = node.shape === "cylinder" ? cap : 0;
    return writeText(node.label, { x: box.x + (node.shape === "flag" ? slant / 2 : 0), y: box.y + shift });
  }
  const top = box.y - box.height / 2;
  const head = { x: box.x, y: top + 8 + labelSize(node.label).height / 2 };
  const rows = compartmentTops(node).flatMap((at, index) =>
    (node.compartments[index] ?? []).map((row, rowIndex) => {
      const y = top + at + compartmentPadding + (rowIndex + 0.5) * lineHeight;
      return writeText([row], { x: box.x - box.width / 2 + tablePadding, y }, "start");
    }),
  );
  return writeText(node.label, head, "middle", 700) + rows.join("");
}
