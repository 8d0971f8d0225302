/**
 * The scroll anchor: a position that moves from the start of the visible part (scrolled to the start) to its
 * end (scrolled to the end). Panes that show the same line at their anchors meet at both ends without special
 * cases. Sizes are in pixels along the direction in which lines follow each other.
 */
export function anchorPlace(scrolled: number, viewport: number, extent: number): number {
  const range = extent - viewport;
  if (range <= 0) return 0;
  // Extents are whole pixels, positions may not be: less than a pixel from the end counts as the end.
  return scrolled > range - 1 ? extent : scrolled + viewport * clamp(scrolled / range, 0, 1);
}

/** Returns the scroll position that brings a position to the anchor. Inverse of `anchorPlace`. */
export function scrollForAnchor(place: number, viewport: number, extent: number): number {
  const range = extent - viewport;
  return range <= 0 ? 0 : clamp((place * range) / extent, 0, range);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/** Maps a value linearly from one span to another; a span without length maps to the target's beginning. */
export function carry(value: number, from: readonly [number, number], to: readonly [number, number]): number {
  const length = from[1] - from[0];
  return length <= 0 ? to[0] : to[0] + (to[1] - to[0]) * clamp((value - from[0]) / length, 0, 1);
}
