/** A variant this close to the next larger one would hardly ever be chosen. */
const nearness = 0.9;

/**
 * Widths of the smaller copies of an image, ascending: the steps below its own width, and the width at which it is shown
 * whole, which is its own or the largest step. None for an image no wider than the smallest step. Nothing is enlarged.
 */
export function variantWidths(width: number, steps: readonly number[]): number[] {
  if (steps.length === 0 || width <= Math.min(...steps)) return [];
  const largest = Math.min(width, Math.max(...steps));
  const smaller = steps.filter((step) => step <= largest * nearness);
  return [...new Set(smaller), largest].sort((a, b) => a - b);
}
