/**
 * Returns the scroll anchor: a position in the visible part at which text and page show the same line.
 * Scrolling from beginning to end moves the scroll anchor from the top to the bottom of the visible part.
 * Because the scroll anchor moves, text and page reach their beginnings and their ends together.
 */
export function anchorPosition(scrolled: number, viewport: number, extent: number): number {
  const range = extent - viewport;
  if (range <= 0) return 0;
  // A scroll position less than a pixel from the end counts as the end, because heights are rounded.
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

/** Maps a value linearly from one span to another. */
export function carry(value: number, from: readonly [number, number], to: readonly [number, number]): number {
  const length = from[1] - from[0];
  return length <= 0 ? to[0] : to[0] + (to[1] - to[0]) * clamp((value - from[0]) / length, 0, 1);
}
