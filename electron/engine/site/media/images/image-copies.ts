import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { ImageFault } from "./make-variants.ts";

/** A smaller copy of an image of the blog, as a file of the site. */
export interface ImageVariant {
  /** Site path: `media/2022/05/a.960w.1a2b3c4d.webp`. */
  readonly path: string;
  /** Absolute path of the copy on this computer. */
  readonly location: string;
  /** In pixels. */
  readonly width: number;
  readonly size: number;
  /** SHA-256 of the bytes, hex. */
  readonly sha256: string;
}

/** The smaller copies of one image, ascending by width; or why there are none although there should be. */
export interface ImageCopies {
  readonly variants: readonly ImageVariant[];
  readonly fault: ImageFault | null;
}

/** The known smaller copies of a blog's images; the same object as long as they are unchanged. */
export interface CopiesTable {
  /** Undefined for an image that has changed since its copies were made. */
  copiesOf(file: MediaFile): ImageCopies | undefined;
}

/** For blogs that publish images without smaller copies. */
export const noCopies: CopiesTable = { copiesOf: () => undefined };

/**
 * Returns the site path of a copy: beside the image, with a hash of the copy in its name, so that no browser
 * shows a cached old version.
 */
export function variantPath(imagePath: string, width: number, sha256: string): string {
  return `${imagePath.replace(/\.[^./]*$/, "")}.${width}w.${sha256.slice(0, 8)}.webp`;
}
