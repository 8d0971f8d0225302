import type { ResolvedImage } from "../types/markdown-types.ts";

/** Text is about so wide on wide screens, in CSS pixels; the built-in themes have 38 characters of 18 pixels. */
const textWidth = 720;

/** How wide an image of a text is shown, for the browser to choose a copy by: as wide as the text at most. */
function sizesOf(width: number): string {
  const shown = Math.min(width, textWidth);
  return `(max-width: ${shown}px) 100vw, ${shown}px`;
}

/** Attributes of an image, in order; all but the first image of a page load when they come near. */
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
