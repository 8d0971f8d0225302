import type { Inspection } from "./image-traits.ts";
import { imageTypeOf } from "#engine/blog/media/images/image-type.ts";
import { jpegTraits } from "./jpeg-traits.ts";
import { pngTraits } from "./png-traits.ts";
import { webpTraits } from "./webp-traits.ts";

/** Determines the kind of a picture from its bytes, independent of the file name, without decoding it. */
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
    // A read beyond the end
    if (error instanceof RangeError) return "broken";
    throw error;
  }
}
