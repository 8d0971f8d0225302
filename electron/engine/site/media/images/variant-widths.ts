/** A copy this close to the next larger one would hardly ever be chosen. */
const nearness = 0.9;

/**
 * Returns the widths of the smaller copies of an image, ascending: the steps below its own width, and its own
 * width or the largest step, whichever is smaller. Empty for an image no wider than the smallest step.
 * Nothing is enlarged.
 */
export function variantWidths(width: number, steps: readonly number[]): number[] {
  if (steps.length === 0 || width <= Math.min(...steps)) return [];
  const largest = Math.min(width, Math.max(...steps));
  const smaller = steps.filter((step) => step <= largest * nearness);
  return [...new Set(smaller), largest].sort((a, b) => a - b);
}
