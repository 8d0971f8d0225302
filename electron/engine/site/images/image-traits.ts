import { imageTypeOf } from "#engine/blog/images/image-type.ts";
import { jpegTraits } from "./jpeg-traits.ts";
import { pngTraits } from "./png-traits.ts";
import { webpTraits } from "./webp-traits.ts";

/** What must be known of a still picture before it is decoded. */
export interface ImageTraits {
  readonly type: "jpg" | "png" | "webp";
  /** Pixels as stored, before it is turned. */
  readonly width: number;
  readonly height: number;
  /** As EXIF has it, 1–8. */
  readonly orientation: number;
  /** ICC profile of an RGB picture; null for sRGB, which needs none. */
  readonly profile: Uint8Array | null;
}

/**
 * Traits; or why there are none: `alone` is a picture whose smaller copies would not look the same (animated, deeper or
 * other colours than WebP has, turned in a way that browsers do not agree on) and that is therefore left as it is.
 */
export type Inspection = ImageTraits | "alone" | "broken" | "cmyk";

/** Reads what kind of picture the bytes are, whatever the file is called, without decoding them. */
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
    // Reads beyond the end
    if (error instanceof RangeError) return "broken";
    throw error;
  }
}
