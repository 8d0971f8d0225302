import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { ImageFault } from "./make-variants.ts";

/** A smaller copy of an image of the blog, as a file of the site. */
export interface ImageVariant {
  /** Inside the site: `media/2022/05/a.960w.1a2b3c4d.webp`. */
  readonly path: string;
  /** Absolute path of its bytes on this computer. */
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

/** What is known of the smaller copies of a blog's images; the same object as long as that is the same. */
export interface CopiesTable {
  /** Nothing is known of an image that changed since. */
  copiesOf(file: MediaFile): ImageCopies | undefined;
}

/** For blogs whose images go to the site as they are. */
export const noCopies: CopiesTable = { copiesOf: () => undefined };

/** Site path of a copy: beside the image, named by the copy's content, so that no reader's browser shows an old one. */
export function variantPath(imagePath: string, width: number, sha256: string): string {
  return `${imagePath.replace(/\.[^./]*$/, "")}.${width}w.${sha256.slice(0, 8)}.webp`;
}
