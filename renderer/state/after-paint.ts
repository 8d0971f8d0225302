/** Resolves after the browser has painted the next frame. A hidden window paints none until it is visible. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
