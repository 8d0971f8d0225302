/** Minimum width of each pane, in pixels. */
export const smallest = { list: 200, text: 360, preview: 280 } as const;

/** Widths of the panes. They are the widths that the author last chose, fitted into the window. */
export interface PaneSizes {
  readonly list: number;
  readonly preview: number;
}

/**
 * Fits the stored widths into `width` pixels. The list keeps its width, and the preview keeps its share of
 * the remaining width. The text is never narrower than its minimum.
 */
export function fitPanes(
  width: number,
  shown: { readonly list: boolean; readonly preview: boolean },
  wanted: { readonly listWidth: number; readonly previewShare: number },
): PaneSizes {
  const forPreview = shown.preview ? smallest.preview : 0;
  const list = shown.list ? clamp(wanted.listWidth, smallest.list, width - smallest.text - forPreview) : 0;
  const rest = width - list;
  const preview = shown.preview
    ? clamp(rest * wanted.previewShare, smallest.preview, rest - smallest.text)
    : 0;
  return { list, preview };
}

/**
 * Limits a value. In a window that is too small, the minimum may be higher than the maximum. The result is
 * then the minimum, so that no pane disappears.
 */
function clamp(value: number, min: number, max: number): number {
  return Math.round(Math.max(min, Math.min(value, max)));
}
