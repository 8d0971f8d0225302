/** Widths to look at the page in, in CSS pixels; null is all the room there is. */
export const pageWidths = { phone: 390, tablet: 820, full: null } as const;
export type PageWidth = keyof typeof pageWidths;

/** Size of the page's frame in a stage: a page that is wider than its stage is shown smaller, not squeezed. */
export function fitPage(
  width: PageWidth,
  stage: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number; readonly scale: number } {
  const wanted = pageWidths[width] ?? stage.width;
  const scale = stage.width > 0 ? Math.min(1, stage.width / wanted) : 1;
  return { width: wanted, height: stage.height / scale, scale };
}
