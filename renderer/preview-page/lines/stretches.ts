import { carry } from "./anchor.ts";

/**
 * A range of lines (0-based, with fraction) and the positions of the range on the page, in pixels.
 * Positions between two ranges, in blank lines and margins, are interpolated.
 */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  /** Maps the lines inside this range to positions. If absent, the positions are interpolated linearly. */
  readonly inside?: Inside;
}

export interface Inside {
  positionOf(line: number): number;
  lineAt(position: number): number;
}

/** Ranges of lines in order. `at` measures one range, and returns undefined if the range is invisible. */
export interface Row {
  readonly length: number;
  at(index: number): Stretch | undefined;
}

/** Returns the position of a line on the page, or 0 if the page shows no line. */
export function positionOfLine(row: Row, line: number): number {
  const [at, next] = around(row, (stretch) => stretch.from > line);
  if (!at) return next?.start ?? 0;
  if (line <= at.to) return widened(inside(at).positionOf(line), at, next);
  return next ? carry(line, [at.to, next.from], [at.end, next.start]) : at.end;
}

/** Returns the source line (0-based, with fraction) at a position, or 0 if no line is visible. */
export function lineAtPosition(row: Row, position: number): number {
  const [at, next] = around(row, (stretch) => stretch.start > position);
  if (!at) return next?.from ?? 0;
  if (position <= endBefore(at, next)) return inside(at).lineAt(narrowed(position, at, next));
  return next ? carry(position, [at.end, next.start], [at.to, next.from]) : at.to;
}

function inside(stretch: Stretch): Inside {
  if (stretch.inside) return stretch.inside;
  const { from, to, start, end } = stretch;
  return {
    positionOf: (line) => carry(line, [from, to], [start, end]),
    lineAt: (position) => carry(position, [start, end], [from, to]),
  };
}

/**
 * Maps a position in a range of lines. Positions near the range's end are spread over the following margin.
 * If positions were not spread, the text would stand still while the page scrolls through a margin.
 * Positions are not spread if no margin follows, or if a blank line follows in the Markdown.
 * The blank line then corresponds to the margin.
 */
function widened(position: number, at: Stretch, next: Stretch | undefined): number {
  const zone = marginZone(at, next);
  return position <= zone ? position : carry(position, [zone, at.end], [zone, endBefore(at, next)]);
}

function narrowed(position: number, at: Stretch, next: Stretch | undefined): number {
  const zone = marginZone(at, next);
  return position <= zone ? position : carry(position, [zone, endBefore(at, next)], [zone, at.end]);
}

function marginZone(at: Stretch, next: Stretch | undefined): number {
  return at.end - Math.min(endBefore(at, next) - at.end, at.end - at.start);
}

function endBefore(at: Stretch, next: Stretch | undefined): number {
  return next && next.from <= at.to ? Math.max(at.end, next.start) : at.end;
}

/** Finds the last visible range of lines before a point, and the next visible range. Uses binary search. */
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

/** Removes ranges that the page shows in another order (floats, columns). Shortens overlapping ranges. */
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
