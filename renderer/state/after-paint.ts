/**
 * Resolves after the browser has painted the next frame. In a hidden window it paints none until the window
 * is visible.
 */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
