/** Minimum width of each pane, in pixels. */
export const smallest = { list: 200, text: 360, preview: 280 } as const;

/** The author's chosen widths of the panes, fitted into the window. */
export interface PaneSizes {
  readonly list: number;
  readonly preview: number;
}

/** Reduces the stored widths of the panes to a total of `width` pixels. The text keeps its minimum width. */
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

/** Limits a value. If the limits conflict in a small window, the minimum applies. */
function clamp(value: number, min: number, max: number): number {
  return Math.round(Math.max(min, Math.min(value, max)));
}
