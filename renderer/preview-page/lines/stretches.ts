import { carry } from "./anchor.ts";

/**
 * Lines of the text and where they are shown: lines `from` to `to` (0-based, with fraction) stand at the places `start`
 * to `end` (pixels along the page). Between two stretches (blank lines, margins) places are interpolated.
 */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** Knows better than a straight line what is where in the stretch. */
  readonly inside?: Inside;
}

export interface Inside {
  placeOf(line: number): number;
  lineAt(place: number): number;
}

/**
 * Stretches in order of their lines and places. They may be measured only when asked for; what is not shown (an author's
 * comment, the inside of closed details) is undefined.
 */
export interface Row {
  readonly length: number;
  at(index: number): Stretch | undefined;
}

/** Where a line is shown; before the first and behind the last stretch their edges. 0 when nothing is shown at all. */
export function placeOfLine(row: Row, line: number): number {
  const [at, next] = around(row, (stretch) => stretch.from > line);
  if (!at) return next?.start ?? 0;
  if (line <= at.to) return widened(inside(at).placeOf(line), at, next);
  return next ? carry(line, [at.to, next.from], [at.end, next.start]) : at.end;
}

/** Which line is shown at a place; before the first and behind the last stretch their edges. */
export function lineAtPlace(row: Row, place: number): number {
  const [at, next] = around(row, (stretch) => stretch.start > place);
  if (!at) return next?.from ?? 0;
  if (place <= endBefore(at, next)) return inside(at).lineAt(narrowed(place, at, next));
  return next ? carry(place, [at.end, next.start], [at.to, next.from]) : at.to;
}

function inside(stretch: Stretch): Inside {
  if (stretch.inside) return stretch.inside;
  const { from, to, start, end } = stretch;
  return {
    placeOf: (line) => carry(line, [from, to], [start, end]),
    lineAt: (place) => carry(place, [start, end], [from, to]),
  };
}

/**
 * Where no blank line stands for the margin before the next stretch, the end of this one is spread over it, as far as that
 * makes it twice as long; else a pane would stand still there and the other jump.
 */
function widened(place: number, at: Stretch, next: Stretch | undefined): number {
  const zone = marginZone(at, next);
  return place <= zone ? place : carry(place, [zone, at.end], [zone, endBefore(at, next)]);
}

function narrowed(place: number, at: Stretch, next: Stretch | undefined): number {
  const zone = marginZone(at, next);
  return place <= zone ? place : carry(place, [zone, endBefore(at, next)], [zone, at.end]);
}

function marginZone(at: Stretch, next: Stretch | undefined): number {
  return at.end - Math.min(endBefore(at, next) - at.end, at.end - at.start);
}

function endBefore(at: Stretch, next: Stretch | undefined): number {
  return next && next.from <= at.to ? Math.max(at.end, next.start) : at.end;
}

/** The last shown stretch for which `isAfter` does not hold, and the shown one that follows it; by binary search. */
function around(
  row: Row,
  isAfter: (stretch: Stretch) => boolean,
): [Stretch | undefined, Stretch | undefined] {
  let found = -1;
  let low = -1;
  let high = row.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    let probe = middle;
    while (probe > low && !row.at(probe)) probe--;
    const stretch = probe > low ? row.at(probe) : undefined;
    if (stretch && isAfter(stretch)) high = probe;
    else {
      low = middle;
      if (stretch) found = probe;
    }
  }
  let next = found + 1;
  while (next < row.length && !row.at(next)) next++;
  return [found < 0 ? undefined : row.at(found), row.at(next)];
}

/** Leaves out what runs backwards (floats, columns) and cuts what overlaps. */
export function inOrder(stretches: readonly Stretch[]): Stretch[] {
  const kept: Stretch[] = [];
  for (const stretch of stretches) {
    const last = kept.at(-1);
    if (last && (stretch.from < last.from || stretch.start < last.start)) continue;
    if (last && (last.to > stretch.from || last.end > stretch.start)) {
      const { from, start, inside } = last;
      const cut = {
        from,
        start,
        to: Math.min(last.to, stretch.from),
        end: Math.min(last.end, stretch.start),
      };
      kept[kept.length - 1] = inside ? { ...cut, inside } : cut;
    }
    kept.push(stretch);
  }
  return kept;
}
