/** Minimum width of each pane, in pixels. */
export const smallest = { list: 200, text: 360, preview: 280 } as const;

/** Widths that fit a window, from the author's last choice. */
export interface PaneSizes {
  readonly list: number;
  readonly preview: number;
}

/**
 * Fits the stored sizes into `width` pixels: the list keeps its width, the preview its share of the rest, and
 * the text is never narrower than its minimum.
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

/** The minimum wins over the maximum, so that a pane never vanishes in a window that is too small. */
function clamp(value: number, least: number, most: number): number {
  return Math.round(Math.max(least, Math.min(value, most)));
}
