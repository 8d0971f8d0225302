import type { MediaLibrary } from "./media-library.ts";

/** An image of the blog as pages show it outside of texts. Paths are inside the site, not encoded. */
export interface PlacedImage {
  readonly path: string;
  /** In pixels as shown; null for what cannot be read. */
  readonly width: number | null;
  readonly height: number | null;
  /** Smaller copies, ascending by width. */
  readonly copies: readonly { readonly path: string; readonly width: number }[];
}

/** What is known of the image at that path; null without one. */
export function placedImage(media: MediaLibrary, path: string | null | undefined): PlacedImage | null {
  if (path === null || path === undefined) return null;
  const file = media.find(path);
  const { width, height } = (file && media.dimensionsOf(file)) ?? { width: null, height: null };
  const copies = file ? media.variantsOf(file).map(({ path, width }) => ({ path, width })) : [];
  return { path, width, height, copies };
}

/** Whether everybody who shows share cards can show it: not all of them know WebP, AVIF or SVG. */
export function isForCards(path: string | null | undefined): boolean {
  return path !== null && path !== undefined && /\.(jpe?g|png|gif)$/i.test(path);
}
