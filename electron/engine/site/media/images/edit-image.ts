import { maxImagePixels } from "#contract/image-limits.ts";
import type { ImageEdit } from "#contract/types/media-types.ts";
import { turnedOrientation } from "#engine/blog/media/images/orientation.ts";
import { jpegSegments, profileSegments, stripJpeg } from "#engine/blog/media/images/strip-jpeg.ts";
import { decodeImage, encodeJpeg, encodePng, encodeWebp } from "./codecs.ts";
import type { ImageTraits } from "./image-traits.ts";
import { type ImageFault, inspectImage } from "./make-variants.ts";
import type { Pixels } from "./pixels.ts";
import { withPngProfile } from "./png-traits.ts";
import { turn } from "./turn.ts";
import { isLossless, withProfile } from "./webp-chunks.ts";

/** Quality of an edited picture. The loss is invisible, and the file is about as large as a camera's file. */
const quality = 90;

/**
 * Rotates and crops a picture without changing its format. The colour profile stays.
 * To rotate a JPEG without cropping, changes only its EXIF orientation, because encoding loses quality.
 * Returns "alone" for a picture that must not be changed, such as an animation.
 */
export async function editImage(bytes: Buffer, edit: ImageEdit): Promise<Buffer | ImageFault | "alone"> {
  const traits = inspectImage(bytes);
  if (traits === "alone") return traits;
  if (traits === "broken" || traits === "cmyk") return `image.${traits}`;
  if (traits.width * traits.height > maxImagePixels) return "image.tooManyPixels";
  if (traits.type === "jpg" && isWhole(edit)) {
    const rotated = stripJpeg(bytes, edit.rotation);
    return rotated ? Buffer.from(rotated) : "image.broken";
  }
  const stored = await decodeImage(bytes, traits.type);
  if (stored?.width !== traits.width || stored.height !== traits.height) return "image.broken";
  const rotated = turn(stored, turnedOrientation(traits.orientation, edit.rotation));
  return encode(crop(rotated, edit.area), traits, bytes);
}

function isWhole({ area: { left, top, right, bottom } }: ImageEdit): boolean {
  return left === 0 && top === 0 && right === 1 && bottom === 1;
}

/** Returns the part of a picture that is inside an area. The result has at least one pixel. */
function crop({ data, width, height }: Pixels, area: ImageEdit["area"]): Pixels {
  const left = Math.min(width - 1, Math.round(area.left * width));
  const top = Math.min(height - 1, Math.round(area.top * height));
  const right = Math.max(left + 1, Math.round(area.right * width));
  const bottom = Math.max(top + 1, Math.round(area.bottom * height));
  const cropped = { width: right - left, height: bottom - top };
  const rowBytes = cropped.width * 4;
  const kept = new Uint8ClampedArray(rowBytes * cropped.height);
  for (let row = 0; row < cropped.height; row++) {
    const from = ((top + row) * width + left) * 4;
    kept.set(data.subarray(from, from + rowBytes), row * rowBytes);
  }
  return { ...cropped, data: kept };
}

async function encode(pixels: Pixels, { type, profile }: ImageTraits, original: Buffer): Promise<Buffer> {
  switch (type) {
    case "jpg":
      return withSegments(await encodeJpeg(pixels, quality), profileSegments(original));
    case "png":
      return withPngProfile(encodePng(pixels), original);
    case "webp": {
      const encoded = await encodeWebp(pixels, isLossless(original) ? null : quality);
      return profile ? withProfile(encoded, profile, pixels) : encoded;
    }
  }
}

/** Inserts segments into a JPEG after its JFIF segment, which must be the first segment. */
function withSegments(jpeg: Buffer, segments: readonly Uint8Array[]): Buffer {
  const [first] = jpegSegments(jpeg);
  const end = 2 + (first?.marker === 0xe0 ? first.whole.length : 0);
  return Buffer.concat([jpeg.subarray(0, end), ...segments, jpeg.subarray(end)]);
}
