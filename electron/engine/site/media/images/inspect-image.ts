import type { Inspection } from "./image-traits.ts";
import { imageTypeOf } from "#engine/blog/media/images/image-type.ts";
import { jpegTraits } from "./jpeg-traits.ts";
import { pngTraits } from "./png-traits.ts";
import { webpTraits } from "./webp-traits.ts";

/**
 * Determines the format and properties of a picture from its bytes, without decoding it; the file name does
 * not matter.
 */
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
    // Something was read beyond the end of the file
    if (error instanceof RangeError) return "broken";
    throw error;
  }
}
