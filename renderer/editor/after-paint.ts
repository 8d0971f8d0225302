/** Resolves after the next frame has been painted; in a window that nobody sees, when it is seen again. */
export function afterPaint(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
