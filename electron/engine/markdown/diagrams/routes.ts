import type { Box, Point } from "./diagram-types.ts";

/**
 * Returns the point at which a line first crosses a closed outline.
 * Returns undefined if the line does not cross the outline.
 */
function crossing(from: Point, to: Point, outline: readonly Point[]): Point | undefined {
  let nearest: number | undefined;
  outline.forEach((corner, index) => {
    const next = outline[(index + 1) % outline.length] ?? corner;
    const part = partAtCrossing(from, to, corner, next);
    if (part !== undefined && (nearest === undefined || part < nearest)) nearest = part;
  });
  return nearest === undefined ? undefined : along(from, to, nearest);
}

function along(from: Point, to: Point, part: number): Point {
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}

/**
 * Returns where line `ab` crosses line `cd`, as a fraction (0 to 1) of `ab`.
 * Returns undefined if the lines do not cross.
 */
function partAtCrossing(a: Point, b: Point, c: Point, d: Point): number | undefined {
  const cross = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x);
  if (Math.abs(cross) < 1e-9) return undefined;
  const part = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / cross;
  const other = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / cross;
  return part > 1e-9 && part <= 1 && other >= -1e-9 && other <= 1 + 1e-9 ? part : undefined;
}

/** Removes the beginning of a route, up to the point at which the route first crosses an outline. */
export function leaving(route: readonly Point[], outline: readonly Point[]): Point[] {
  for (let index = 0; index + 1 < route.length; index++) {
    const from = route[index];
    const to = route[index + 1];
    const exit = from && to && crossing(from, to, outline);
    if (exit) return [exit, ...route.slice(index + 1)];
  }
  return [...route];
}

/** Returns a route without its last `distance` pixels. The last remaining segment keeps its direction. */
export function shortened(route: readonly Point[], distance: number): Point[] {
  const end = route.at(-1);
  const before = route.at(-2);
  if (!end || !before || distance === 0) return [...route];
  const length = Math.hypot(end.x - before.x, end.y - before.y);
  if (length <= distance && route.length > 2) return shortened(route.slice(0, -1), distance - length);
  return [...route.slice(0, -1), along(end, before, Math.min(1, distance / (length || 1)))];
}

/** Returns the pieces of a route outside a box, because the line must not cross the text in the box. */
export function outside(route: readonly Point[], { x, y, width, height }: Box): Point[][] {
  const [left, right, top, bottom] = [x - width / 2, x + width / 2, y - height / 2, y + height / 2];
  const outline = [
    { x: left, y: top },
    { x: right, y: top },
    { x: right, y: bottom },
    { x: left, y: bottom },
  ];
  const isInside = (point: Point) => point.x > left && point.x < right && point.y > top && point.y < bottom;
  const parts: Point[][] = [[]];
  route.forEach((to, index) => {
    const from = route[index - 1];
    if (from) {
      const entry = crossing(from, to, outline);
      const exit = crossing(to, from, outline);
      if (entry && !isInside(from)) {
        parts.at(-1)?.push(entry);
        parts.push([]);
      }
      if (exit && !isInside(to)) parts.at(-1)?.push(exit);
    }
    if (!isInside(to)) parts.at(-1)?.push(to);
  });
  return parts.filter(({ length }) => length > 1);
}

/** Returns the point at this distance from the end of a route, and the direction of the last segment. */
export function nearEnd(route: readonly Point[], distance: number): { point: Point; direction: Point } {
  const rest = shortened(route, distance);
  const point = rest.at(-1) ?? { x: 0, y: 0 };
  const end = route.at(-1) ?? point;
  const before = route.at(-2) ?? point;
  const length = Math.hypot(end.x - before.x, end.y - before.y) || 1;
  return { point, direction: { x: (end.x - before.x) / length, y: (end.y - before.y) / length } };
}
