import type { ResolvedImage } from "../types/markdown-types.ts";

/**
 * Width of the text on wide screens in CSS pixels, approximately: the built-in themes have 38 characters of
 * 18 pixels.
 */
const textWidth = 720;

/**
 * Returns the `sizes` attribute of an image, which says how wide the image is shown: at most as wide as the
 * text. From it, the browser decides which of the image's copies to load; these have different widths.
 */
function sizesOf(width: number): string {
  const shown = Math.min(width, textWidth);
  return `(max-width: ${shown}px) 100vw, ${shown}px`;
}

/**
 * Returns the attributes of an image in order. The first image of a page is loaded at once, all others
 * lazily.
 */
export function imageAttributes(image: ResolvedImage, isFirst: boolean): [name: string, value: string][] {
  const { width, height, srcset } = image;
  const found: [string, string][] = [];
  if (width !== undefined && height !== undefined) {
    found.push(["width", String(width)], ["height", String(height)]);
  }
  if (srcset !== undefined) found.push(["srcset", srcset], ["sizes", sizesOf(width ?? textWidth)]);
  if (!isFirst) found.push(["loading", "lazy"]);
  found.push(["decoding", "async"]);
  return found;
}
