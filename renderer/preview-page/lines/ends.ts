import { carry } from "./anchor.ts";

/**
 * Length of the page, and where the part of it begins and ends that shows the text (`first`, `last`); in
 * pixels.
 */
export interface Ends {
  readonly extent: number;
  readonly first: number;
  readonly last: number;
}

/**
 * Moves a position on the page so that the parts above and below the text (title, navigation, footer) are
 * scrolled through as well, although no line belongs to them. Each of these parts is scrolled through
 * together with an equally long part of the text next to it, at most half of the text. So the first line is
 * at the very top of the page and the last line at the very bottom; in between, positions stay as they are.
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

/** Returns the positions between which `spread` changes nothing. */
function zones({ extent, first, last }: Ends): [number, number] {
  const half = Math.max(0, last - first) / 2;
  return [first + Math.min(first, half), last - Math.min(Math.max(0, extent - last), half)];
}
