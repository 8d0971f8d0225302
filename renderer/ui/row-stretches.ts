/** Vertical positions of rows in pixels: the upper edge of each row, and the lower edge of the last row. */
export type Edges = Float64Array;

/** Adjacent rows that are rendered: from `from` up to, but not including, `to`. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Height in pixels of the unrendered rows directly before this group of rendered rows. */
  readonly gap: number;
}

/** Computes the positions of rows from their heights. */
export function edgesOf(count: number, heightOf: (index: number) => number): Edges {
  const edges = new Float64Array(count + 1);
  let edge = 0;
  for (let index = 0; index < count; index += 1) {
    edge += heightOf(index);
    edges[index + 1] = edge;
  }
  return edges;
}

/** Returns the row at a vertical position, or the nearest row. Returns -1 if there are no rows. */
export function rowAt(edges: Edges, y: number): number {
  let [low, high] = [0, edges.length - 2];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return high < 0 ? -1 : low;
}

/** Returns the rows between `top` and `bottom`. If `more` is not -1, also returns the row `more`. */
export function stretchesOf(edges: Edges, top: number, bottom: number, more: number): Stretch[] {
  const count = edges.length - 1;
  if (count === 0) return [];
  const [first, last] = [rowAt(edges, top), rowAt(edges, bottom) + 1];
  const ranges: (readonly [from: number, to: number])[] = [[first, last]];
  if (more >= 0 && more < first) ranges.unshift([more, more + 1]);
  if (more >= last && more < count) ranges.push([more, more + 1]);
  let end = 0;
  return ranges.map(([from, to]) => {
    const gap = (edges[from] ?? 0) - end;
    end = edges[to] ?? 0;
    return { from, to, gap };
  });
}
