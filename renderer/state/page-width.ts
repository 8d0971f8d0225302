/** Widths in which the page can be previewed, in CSS pixels; null is the available width. */
export const pageWidths = { phone: 390, tablet: 820, full: null } as const;
export type PageWidth = keyof typeof pageWidths;

/**
 * Returns the size of the page's frame in a stage: a page wider than its stage is scaled down, not squeezed.
 */
export function fitPage(
  width: PageWidth,
  stage: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number; readonly scale: number } {
  const wanted = pageWidths[width] ?? stage.width;
  const scale = stage.width > 0 ? Math.min(1, stage.width / wanted) : 1;
  return { width: wanted, height: stage.height / scale, scale };
}
