import { maxImagePixels } from "#contract/image-limits.ts";
import { imageTypeOf } from "#engine/blog/media/images/image-type.ts";
import { decodeImage, encodeWebp } from "./codecs.ts";
import { type ImageTraits, type Inspection, judgeProfile } from "./image-traits.ts";
import { jpegTraits } from "./jpeg-traits.ts";
import { hasFewColours, type Pixels } from "./pixels.ts";
import { pngTraits } from "./png-traits.ts";
import { resample } from "./resample.ts";
import { turn } from "./turn.ts";
import { withProfile, readWebpChunks, webpFlags } from "./webp-chunks.ts";
import { imageSize } from "image-size";
import { orientationOf } from "#engine/blog/media/images/orientation.ts";

/** All copies except the largest one have at most this fraction of the largest copy's width. */
const nearness = 0.9;

/**
 * Returns the widths of an image's smaller copies, ascending.
 * The largest width is the image's own width or the largest of `steps`, whichever is smaller.
 */
function variantWidths(width: number, steps: readonly number[]): number[] {
  if (steps.length === 0 || width <= Math.min(...steps)) return [];
  const largest = Math.min(width, Math.max(...steps));
  const smaller = steps.filter((step) => step <= largest * nearness);
  return [...new Set(smaller), largest].sort((a, b) => a - b);
}

export interface VariantOptions {
  readonly widths: readonly number[];
  readonly quality: number;
}

export interface MadeVariant {
  readonly width: number;
  readonly bytes: Buffer;
}

/** Why a picture lacks smaller copies. Each value is an error code with a message for the author. */
export type ImageFault =
  | "image.broken"
  | "image.unread"
  | "image.cmyk"
  | "image.tooManyPixels"
  | "image.notReduced";

/** Maximum file size of a useful copy, as a fraction of the original's and the next larger copy's size. */
const worthwhile = { thanOriginal: 0.9, thanNextLarger: 0.95 };

/** Maximum number of colours in a PNG that may be a drawing. Lossless WebP is tried for such a PNG. */
const maxColoursOfDrawings = 4096;

/**
 * Makes the smaller copies of a picture, ascending by width.
 * Returns [] if the copies would save too little or look different.
 * Returns a fault instead of [] if the author should know why copies are missing.
 */
export async function makeVariants(
  bytes: Uint8Array,
  options: VariantOptions,
): Promise<readonly MadeVariant[] | ImageFault> {
  const traits = inspectImage(bytes);
  if (traits === "alone") return [];
  if (traits === "broken" || traits === "cmyk") return `image.${traits}`;
  const shownWidth = traits.orientation >= 5 ? traits.height : traits.width;
  const widths = variantWidths(shownWidth, options.widths)
    // A WebP needs no copy of its own width.
    .filter((width) => traits.type !== "webp" || width < shownWidth);
  if (widths.length === 0) return [];
  if (traits.width * traits.height > maxImagePixels) return "image.tooManyPixels";
  const pixels = await decodeImage(bytes, traits.type);
  if (pixels?.width !== traits.width || pixels.height !== traits.height) return "image.broken";
  return worthwhileVariants(await encodeAll(pixels, traits, widths, options.quality), bytes.length);
}

/** Reads the format and properties of a picture from its bytes. Ignores the file name. */
export function inspectImage(bytes: Uint8Array): Inspection {
  try {
    switch (imageTypeOf(bytes)) {
      case "jpg":
        return jpegTraits(bytes);
      case "png":
        return pngTraits(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      case "webp":
        return webpTraits(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length));
      case null:
        return "broken";
      default:
        return "alone";
    }
  } catch (error) {
    // The file is truncated.
    if (error instanceof RangeError) return "broken";
    throw error;
  }
}

/**
 * Encodes the copies, and returns them with the widest first.
 * Scales smaller copies from the largest copy, because this is faster than scaling the original again.
 * Encodes copies of drawings without loss if this makes their files smaller.
 */
async function encodeAll(
  source: Pixels,
  traits: ImageTraits,
  widths: readonly number[],
  quality: number,
): Promise<MadeVariant[]> {
  const copies: { readonly width: number; readonly pixels: Pixels }[] = [];
  for (const width of widths.toReversed()) {
    const largest = copies[0]?.pixels;
    const pixels: Pixels = largest
      ? resample(largest, width, scaled(largest.height, width / largest.width))
      : turn(shrinkStored(source, traits.orientation, width), traits.orientation);
    copies.push({ width, pixels });
  }
  const isDrawing = traits.type === "png" && hasFewColours(source, maxColoursOfDrawings);
  let isHopeless = false;
  const made: MadeVariant[] = [];
  for (const { width, pixels } of copies.toReversed()) {
    const lossy = await encodeWebp(pixels, quality);
    // A copy as wide as the original has no blended edges, so lossless encoding may make it smaller.
    const mayBeLossless = isDrawing && (!isHopeless || width === traits.width);
    const lossless: Buffer = mayBeLossless ? await encodeWebp(pixels, null) : lossy;
    isHopeless ||= lossless.length > lossy.length * hopeless;
    const smaller = lossless.length < lossy.length ? lossless : lossy;
    const { profile } = traits;
    made.unshift({ width, bytes: profile ? withProfile(smaller, profile, pixels) : smaller });
  }
  return made;
}

/**
 * If a lossless copy is this many times as large as the lossy copy, the wider copies are made only lossy.
 * Lossless encoding takes five times as long. It is still tried for a copy of the original width.
 */
const hopeless = 2;

/** Shrinks a picture that is rotated afterwards. `width` is the width after the rotation. */
function shrinkStored(source: Pixels, orientation: number, width: number): Pixels {
  return orientation >= 5
    ? resample(source, scaled(source.width, width / source.height), width)
    : resample(source, width, scaled(source.height, width / source.width));
}

function scaled(length: number, scale: number): number {
  return Math.max(1, Math.round(length * scale));
}

/**
 * Returns the copies whose files are small enough, the narrowest first. `made` begins with the widest.
 * Returns [] if the widest copy saves too little, because large screens need this copy.
 */
function worthwhileVariants(made: readonly MadeVariant[], originalSize: number): MadeVariant[] {
  const kept: MadeVariant[] = [];
  let most = originalSize * worthwhile.thanOriginal;
  for (const variant of made) {
    if (variant.bytes.length <= most) {
      kept.unshift(variant);
      most = variant.bytes.length * worthwhile.thanNextLarger;
    } else if (kept.length === 0) return [];
  }
  return kept;
}

/** Reads the properties of a WebP from its chunks. A truncated file is `broken`. */
function webpTraits(bytes: Buffer): Inspection {
  const chunks = readWebpChunks(bytes);
  if (!chunks) return "broken";
  const contentOf = (name: string): Buffer | undefined => chunks.find(({ type }) => type === name)?.content;
  if (((contentOf("VP8X")?.readUInt8(0) ?? 0) & webpFlags.animation) !== 0) return "alone";
  const exif = contentOf("EXIF");
  if (exif && orientationOf(exif) !== 1) return "alone";
  const profile = judgeProfile(contentOf("ICCP") ?? null);
  if (profile === "alone") return "alone";
  const { width, height } = imageSize(bytes);
  return { type: "webp", width, height, orientation: 1, profile };
}
