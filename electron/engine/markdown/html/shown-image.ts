import type { ResolvedImage } from "../types/markdown-types.ts";

/** Approximate width of the text on wide screens in CSS pixels (38 characters of 18 pixels). */
const textWidth = 720;

/**
 * Returns the attribute `sizes`: the width of the image on the page.
 * Browsers use it to choose one of the files in `srcset`.
 * `share` is the image's share of the text's width. On phones, an image takes at least half of the width.
 */
function sizesOf(width: number, share: number): string {
  const shown = Math.min(width, Math.round(textWidth * share));
  if (share === 1) return `(max-width: ${shown}px) 100vw, ${shown}px`;
  return `(max-width: ${textWidth}px) 50vw, ${shown}px`;
}

/**
 * Returns the attributes of an image in order. All images except the first of a page load lazily.
 * `share` is the share of the text's width that the image takes.
 */
export function imageAttributes(
  image: ResolvedImage,
  isFirst: boolean,
  share = 1,
): [name: string, value: string][] {
  const { width, height, srcset } = image;
  const found: [string, string][] = [];
  if (width !== undefined && height !== undefined) {
    found.push(["width", String(width)], ["height", String(height)]);
  }
  if (srcset !== undefined) found.push(["srcset", srcset], ["sizes", sizesOf(width ?? textWidth, share)]);
  if (!isFirst) found.push(["loading", "lazy"]);
  found.push(["decoding", "async"]);
  return found;
}
