import { maxImagePixels } from "#contract/image-limits.ts";
import { decodeImage, encodePng } from "./codecs.ts";
import { type ImageFault, inspectImage, type MadeVariant } from "./make-variants.ts";
import { isOpaque, type Pixels } from "./pixels.ts";
import { resample } from "./resample.ts";
import { turn } from "./turn.ts";

/**
 * Widths of a blog's icons in pixels, ascending.
 * Browsers show 32 in tabs, Apple's systems take 180 for the home screen, and others take 192 or 512.
 */
const iconSizes = [32, 180, 192, 512] as const;

/**
 * Makes square PNG icons of a picture, ascending by width. No icon is wider than the picture.
 * Returns [] if the picture is too small or cannot be converted, such as an SVG.
 */
export async function makeIcons(bytes: Uint8Array): Promise<readonly MadeVariant[] | ImageFault> {
  const traits = inspectImage(bytes);
  if (traits === "alone") return [];
  if (traits === "broken" || traits === "cmyk") return `image.${traits}`;
  if (traits.width * traits.height > maxImagePixels) return "image.tooManyPixels";
  const stored = await decodeImage(bytes, traits.type);
  if (stored?.width !== traits.width || stored.height !== traits.height) return "image.broken";
  const square = squareOf(turn(stored, traits.orientation));
  const made: MadeVariant[] = [];
  for (const width of iconSizes.filter((size) => size <= square.width)) {
    made.push({ width, bytes: encodePng(resample(square, width, width)) });
  }
  return made;
}

/** Returns the middle of an opaque picture, or a whole drawing on a transparent square. */
function squareOf(pixels: Pixels): Pixels {
  const { width, height, data } = pixels;
  if (width === height) return pixels;
  const side = isOpaque(pixels) ? Math.min(width, height) : Math.max(width, height);
  const square = new Uint8ClampedArray(side * side * 4);
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  for (let y = Math.max(0, -top); y < Math.min(side, height - top); y++) {
    const from = ((y + top) * width + Math.max(0, left)) * 4;
    const count = Math.min(side, width) * 4;
    square.set(data.subarray(from, from + count), (y * side + Math.max(0, -left)) * 4);
  }
  return { data: square, width: side, height: side };
}
