import { maxImagePixels } from "#contract/image-limits.ts";
import { decodeImage, encodePng } from "./codecs.ts";
import { icoWidth } from "./image-copies.ts";
import { type ImageFault, inspectImage, type MadeVariant } from "./make-variants.ts";
import { isOpaque, type Pixels } from "./pixels.ts";
import { resample } from "./resample.ts";
import { turn } from "./turn.ts";

/**
 * Widths of a blog's icons in pixels, ascending.
 * Browser tabs show 32 pixels. Home screens show 180 pixels on Apple's systems, elsewhere 192 or 512 pixels.
 */
const iconSizes = [32, 180, 192, 512] as const;

/** Widths of the pictures in `favicon.ico`, which old browsers and feed readers request by this name. */
const icoSizes = [16, 32, 48] as const;

/**
 * Makes square PNG icons of a picture, ascending by width. No icon is wider than the picture.
 * The first icon is `favicon.ico` and has the width 0.
 * Returns [] if the picture is too small, or if its format cannot be converted, such as SVG.
 */
export async function makeIcons(bytes: Uint8Array): Promise<readonly MadeVariant[] | ImageFault> {
  const traits = inspectImage(bytes);
  if (traits === "alone") return [];
  if (traits === "broken" || traits === "cmyk") return `image.${traits}`;
  if (traits.width * traits.height > maxImagePixels) return "image.tooManyPixels";
  const stored = await decodeImage(bytes, traits.type);
  if (stored?.width !== traits.width || stored.height !== traits.height) return "image.broken";
  const square = squareOf(turn(stored, traits.orientation));
  const png = (width: number): MadeVariant => ({
    width,
    bytes: encodePng(resample(square, width, width)),
  });
  const fits = (size: number): boolean => size <= square.width;
  const tabs = icoSizes.filter(fits).map(png);
  if (tabs.length === 0) return [];
  return [{ width: icoWidth, bytes: icoOf(tabs) }, ...iconSizes.filter(fits).map(png)];
}

/**
 * Returns a square picture. Of an opaque picture, keeps only the middle.
 * Leaves a picture with transparent parts whole, and adds transparent margins.
 */
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

const headerSize = 6;
const entrySize = 16;
const iconType = 1;
const bitsPerPixel = 32;

/**
 * Returns an ICO file with several sizes of a picture, each stored as PNG. Widths are at most 255 pixels.
 * @see https://learn.microsoft.com/en-us/previous-versions/ms997538(v=msdn.10)
 */
function icoOf(pictures: readonly MadeVariant[]): Buffer {
  const header = Buffer.alloc(headerSize + entrySize * pictures.length);
  header.writeUInt16LE(iconType, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, { width, bytes }] of pictures.entries()) {
    const at = headerSize + entrySize * index;
    header.writeUInt8(width, at);
    header.writeUInt8(width, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(bitsPerPixel, at + 6);
    header.writeUInt32LE(bytes.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += bytes.length;
  }
  return Buffer.concat([header, ...pictures.map(({ bytes }) => bytes)]);
}
