/** Resolves after the browser has painted the next frame. A hidden window paints no frames. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
