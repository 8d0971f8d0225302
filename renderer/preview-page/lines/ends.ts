import { carry } from "./anchor.ts";

/** Length of the page, and the part of it, `first` to `last`, that shows the text's lines; in pixels. */
export interface Ends {
  readonly extent: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Above and below the lines a page has more: title, navigation, footer, notes. The text has nothing there, so
 * these parts are spread over an equal length of the lines next to them, where the page then moves twice as
 * fast: the first line is the very top of the page, the last the very bottom, nothing jumps, and everything
 * between stays exactly beside the text.
 */
export function spread(place: number, ends: Ends): number {
  const { extent, first, last } = ends;
  const [head, foot] = zones(ends);
  if (place < head) return carry(place, [first, head], [0, head]);
  return place > foot ? carry(place, [foot, last], [foot, extent]) : place;
}

/** Inverse of `spread`. */
export function gather(place: number, ends: Ends): number {
  const { extent, first, last } = ends;
  const [head, foot] = zones(ends);
  if (place < head) return carry(place, [0, head], [first, head]);
  return place > foot ? carry(place, [foot, extent], [foot, last]) : place;
}

/** Returns where the spreading of the top ends, and where that of the bottom begins. */
function zones({ extent, first, last }: Ends): [number, number] {
  const half = Math.max(0, last - first) / 2;
  return [first + Math.min(first, half), last - Math.min(Math.max(0, extent - last), half)];
}
