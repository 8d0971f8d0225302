import type { DiagramNode, Direction, Shape } from "../diagram-types.ts";
import { labelSize, lineHeight, textWidth } from "../label.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Space to the left and right of the rows of a table, in pixels. */
export const tablePadding = 12;
export const compartmentPadding = 6;

/** For each shape, a function that returns the size of the outline around a label of the given size. */
const around: Partial<Record<Shape, (width: number, height: number) => Size>> = {
  stadium: (width, height) => ({ width: width + height + 20, height: height + 16 }),
  subroutine: (width, height) => ({ width: width + 44, height: height + 20 }),
  cylinder: (width, height) => ({ width: width + 32, height: height + 34 }),
  // The outline is the smallest diamond that contains the label and is twice as wide as high.
  diamond: (width, height) => ({ width: width + 2 * height + 8, height: width / 2 + height + 4 }),
  hexagon: (width, height) => ({ width: width + 52, height: height + 20 }),
  flag: (width, height) => ({ width: width + 48, height: height + 20 }),
  note: (width, height) => ({ width: width + 28, height: height + 16 }),
};
for (const shape of ["lean-right", "lean-left", "trapezoid", "trapezoid-inverse"] as const) {
  around[shape] = (width, height) => ({ width: width + 60, height: height + 20 });
}
for (const [shape, ring] of [
  ["circle", 0],
  ["double-circle", 10],
] as const) {
  around[shape] = (width, height) => {
    const diameter = Math.hypot(width, height) + 16 + ring;
    return { width: diameter, height: diameter };
  };
}

/** Returns the size in pixels at which a node is drawn. */
export function sizeOf({ shape, label, compartments }: DiagramNode, direction: Direction): Size {
  const { width, height } = labelSize(label);
  if (shape === "start") return { width: 18, height: 18 };
  if (shape === "end") return { width: 22, height: 22 };
  if (shape === "choice") return { width: 32, height: 32 };
  if (shape === "bar") {
    return direction === "TB" || direction === "BT" ? { width: 72, height: 8 } : { width: 8, height: 72 };
  }
  if (shape !== "table") return around[shape]?.(width, height) ?? { width: width + 32, height: height + 20 };
  const rows = compartments.flat();
  const inside = compartments.map(({ length }) => length * lineHeight + 2 * compartmentPadding);
  return {
    width: Math.max(width * 1.1, ...rows.map(textWidth)) + 2 * tablePadding,
    height: height + 16 + inside.reduce((sum, one) => sum + one, 0),
  };
}
