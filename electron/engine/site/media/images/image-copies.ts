import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { ImageFault } from "./make-variants.ts";

/** A smaller copy of an image of the blog, as a file of the site. */
export interface ImageVariant {
  /** Site path of the copy: `media/2022/05/a.960w.1a2b3c4d.webp`. */
  readonly path: string;
  readonly location: string;
  readonly width: number;
  readonly size: number;
  readonly sha256: string;
}

/** A map from the blog path of each post to its share picture. A new map is made only if pictures change. */
export type SharedPictures = ReadonlyMap<string, ImageVariant>;

/** The smaller copies of one image, ascending by width. `fault` is the reason why copies are missing. */
export interface ImageCopies {
  readonly variants: readonly ImageVariant[];
  readonly fault: ImageFault | null;
}

/** The existing smaller copies of a blog's images. The object changes only when the copies change. */
export interface CopiesTable {
  /** Returns the copies of an image; undefined if none were made for its present content. */
  copiesOf(file: MediaFile): ImageCopies | undefined;
}

export const noCopies: CopiesTable = { copiesOf: () => undefined };

/** Stands for the width of `favicon.ico`, which contains pictures of several widths. */
export const icoWidth = 0;

/**
 * Returns the site path of an icon. The path contains a hash, so that browsers can cache the icon forever.
 * Only `favicon.ico` has a fixed path, because programs request it without reading a page.
 */
export function iconPath(width: number, sha256: string): string {
  if (width === icoWidth) return "favicon.ico";
  return `assets/icon-${width}.${sha256.slice(0, 8)}.png`;
}

/** Returns the site path of a copy. The path contains a hash, so that browsers can cache the copy forever. */
export function variantPath(imagePath: string, width: number, sha256: string): string {
  return `${imagePath.replace(/\.[^./]*$/, "")}.${width}w.${sha256.slice(0, 8)}.webp`;
}
