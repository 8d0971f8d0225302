/**
 * Returns the scroll anchor, a position in the visible part that links the scrolling of text and page.
 * Scrolling from beginning to end moves the anchor from the start of the visible part to its end.
 * Two panes with one line at their anchors therefore reach their beginnings and ends together.
 */
export function anchorPosition(scrolled: number, viewport: number, extent: number): number {
  const range = extent - viewport;
  if (range <= 0) return 0;
  // Less than a pixel from the end counts as the end, because only the height is rounded to whole pixels.
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

/** Maps a value linearly from one span to another, and all values of an empty span to its beginning. */
export function carry(value: number, from: readonly [number, number], to: readonly [number, number]): number {
  const length = from[1] - from[0];
  return length <= 0 ? to[0] : to[0] + (to[1] - to[0]) * clamp((value - from[0]) / length, 0, 1);
}
