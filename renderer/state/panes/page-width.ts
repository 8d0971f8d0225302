/** Widths of the page in the preview, in CSS pixels. Null means the width of the pane. */
export const pageWidths = { phone: 390, tablet: 820, full: null } as const;
export type PageWidth = keyof typeof pageWidths;

/** Returns the size of the page's frame in CSS pixels, and the scale at which it fits into the pane. */
export function fitPage(
  width: PageWidth,
  stage: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number; readonly scale: number } {
  const wanted = pageWidths[width] ?? stage.width;
  const scale = stage.width > 0 ? Math.min(1, stage.width / wanted) : 1;
  return { width: wanted, height: stage.height / scale, scale };
}
