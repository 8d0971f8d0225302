import type { ImageTraits } from "./image-traits.ts";
import { mostImagePixels } from "#contract/image-limits.ts";
import { decodeImage, encodeWebp } from "./codecs.ts";
import { inspectImage } from "./inspect-image.ts";
import { hasFewColours, type Pixels } from "./pixels.ts";
import { resample } from "./resample.ts";
import { turn } from "./turn.ts";
import { withProfile } from "./webp-chunks.ts";

/** A copy this close to the next larger one would hardly ever be chosen. */
const nearness = 0.9;

/**
 * Returns the widths of the smaller copies of an image, ascending: the steps below its own width, and its own
 * width or the largest step, whichever is smaller. Empty for an image no wider than the smallest step.
 * Nothing is enlarged.
 */
function variantWidths(width: number, steps: readonly number[]): number[] {
  if (steps.length === 0 || width <= Math.min(...steps)) return [];
  const largest = Math.min(width, Math.max(...steps));
  const smaller = steps.filter((step) => step <= largest * nearness);
  return [...new Set(smaller), largest].sort((a, b) => a - b);
}

/** Options for making the smaller copies of images. */
export interface VariantOptions {
  /** Widths to make, in pixels. */
  readonly widths: readonly number[];
  /** WebP quality, 1–100. */
  readonly quality: number;
}

/** A smaller copy of an image, encoded. */
export interface MadeVariant {
  readonly width: number;
  readonly bytes: Buffer;
}

/** Why a picture has no smaller copies although it should: see `image.*` in the error codes. */
export type ImageFault = "image.broken" | "image.cmyk" | "image.tooManyPixels" | "image.notReduced";

/**
 * A copy is kept only if its size is at most this fraction of the original's and of the next larger copy's.
 */
const worthwhile = { thanOriginal: 0.9, thanNextLarger: 0.95 };

/**
 * A picture with at most this many colours may be a drawing, which is smaller and sharper as lossless WebP.
 */
const mostColoursOfDrawings = 4096;

/**
 * Makes the smaller copies of a picture, ascending by width; none when they would save too little or would
 * look different. Returns a fault when the author should know why there are none.
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
    // A WebP needs no copy at its own width
    .filter((width) => traits.type !== "webp" || width < shownWidth);
  if (widths.length === 0) return [];
  if (traits.width * traits.height > mostImagePixels) return "image.tooManyPixels";
  const pixels = await decodeImage(bytes, traits.type);
  if (pixels?.width !== traits.width || pixels.height !== traits.height) return "image.broken";
  return worthwhileVariants(await encodeAll(pixels, traits, widths, options.quality), bytes.length);
}

/**
 * Encodes from the largest copy down: the smaller ones are scaled from the largest, which is much faster and
 * looks the same.
 */
async function encodeAll(
  source: Pixels,
  traits: ImageTraits,
  widths: readonly number[],
  quality: number,
): Promise<MadeVariant[]> {
  const drawing = traits.type === "png" && hasFewColours(source, mostColoursOfDrawings);
  const made: MadeVariant[] = [];
  let largest: Pixels | undefined;
  for (const width of widths.toReversed()) {
    const pixels: Pixels = largest
      ? resample(largest, width, scaled(largest.height, width / largest.width))
      : turn(shrinkStored(source, traits.orientation, width), traits.orientation);
    largest ??= pixels;
    const lossy = await encodeWebp(pixels, quality);
    const lossless = drawing ? await encodeWebp(pixels, null) : lossy;
    const smaller = lossless.length < lossy.length ? lossless : lossy;
    const { profile } = traits;
    made.push({ width, bytes: profile ? withProfile(smaller, profile, pixels) : smaller });
  }
  return made;
}

/** Shrinks a picture before rotating it, which is less work; `width` is that after the rotation. */
function shrinkStored(source: Pixels, orientation: number, width: number): Pixels {
  return orientation >= 5
    ? resample(source, scaled(source.width, width / source.height), width)
    : resample(source, width, scaled(source.height, width / source.width));
}

function scaled(length: number, scale: number): number {
  return Math.max(1, Math.round(length * scale));
}

/**
 * `made` is ordered from largest to smallest. Without the largest none are kept: large screens would get the
 * smaller ones.
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
