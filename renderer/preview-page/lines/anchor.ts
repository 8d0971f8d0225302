/**
 * Returns the scroll anchor: a position in the visible part that is used to scroll text and page together.
 * While a pane is scrolled from its beginning to its end, the anchor moves from the start of the visible part
 * to its end. So if two panes show the same line at their anchors, they reach their beginnings together, and
 * also their ends. Sizes are in pixels, in the direction in which lines follow each other.
 */
export function anchorPosition(scrolled: number, viewport: number, extent: number): number {
  const range = extent - viewport;
  if (range <= 0) return 0;
  // The height of the content is given in whole pixels, but scroll positions may be fractions: less than a
  // pixel from the end counts as the end.
  return scrolled > range - 1 ? extent : scrolled + viewport * clamp(scrolled / range, 0, 1);
}

/** Inverse of `anchorPosition`: returns how far to scroll so that a position is at the scroll anchor. */
export function scrollForAnchor(position: number, viewport: number, extent: number): number {
  const range = extent - viewport;
  return range <= 0 ? 0 : clamp((position * range) / extent, 0, range);
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}

/**
 * Maps a value linearly from one span to another. If the first span has no length, returns the beginning of
 * the second.
 */
export function carry(value: number, from: readonly [number, number], to: readonly [number, number]): number {
  const length = from[1] - from[0];
  return length <= 0 ? to[0] : to[0] + (to[1] - to[0]) * clamp((value - from[0]) / length, 0, 1);
}
