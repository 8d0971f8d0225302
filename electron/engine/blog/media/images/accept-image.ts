import { imageSize } from "image-size";
import { AppError } from "#contract/errors.ts";
import { maxImageBytes, maxImagePixels } from "#contract/image-limits.ts";
import { cleanSvg } from "./clean-svg.ts";
import { type ImageType, imageTypeOf, isHeif } from "./image-type.ts";
import { stripAvif } from "./strip-avif.ts";
import { stripJpeg } from "./strip-jpeg.ts";
import { stripPng } from "./strip-png.ts";
import { stripWebp } from "./strip-webp.ts";

/** An image to store in a blog, without its metadata. */
export interface AcceptedImage {
  readonly type: ImageType;
  readonly bytes: Uint8Array;
  /** Width in pixels after rotation by the orientation. Null if the width is unknown. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Maximum size of an SVG in bytes, because SVGs are parsed as a whole on the engine's main thread. */
const maxSvgBytes = 4 * 1024 * 1024;

/**
 * Checks the bytes of an image before it is stored, and removes its metadata. Does not decode the picture.
 * Throws `image.unsupported`, `image.heif`, `image.unsafe`, `image.damaged` and other `image.*` errors.
 */
export function acceptImage(name: string, bytes: Uint8Array): AcceptedImage {
  const type = imageTypeOf(bytes);
  if (!type) throw new AppError(isHeif(bytes) ? "image.heif" : "image.unsupported", { name });
  const limit = type === "svg" ? maxSvgBytes : maxImageBytes;
  if (bytes.length > limit) throw tooLarge(name, bytes.length, limit);
  const clean = type === "svg" ? cleanDrawing(name, bytes) : stripped(type, bytes);
  if (!clean) throw new AppError("image.damaged", { name });
  const { width, height } = shownSize(clean);
  // Checks the size without decoding, because a tiny file can decode to a picture that fills the memory.
  if (type !== "svg" && (width ?? 0) * (height ?? 0) > maxImagePixels) {
    throw new AppError("image.hugePixels", { name, millions: millions(width, height), most: 65 });
  }
  return { type, bytes: clean, width, height };
}

/** Returns the error for a file of `size` bytes above the limit. The message shows megabytes. */
function tooLarge(name: string, size: number, limit: number): AppError {
  const megabytes = (bytes: number): number => Math.ceil(bytes / 1024 / 1024);
  return new AppError("image.tooLarge", { name, megabytes: megabytes(size), most: megabytes(limit) });
}

function millions(width: number | null, height: number | null): number {
  return Math.ceil(((width ?? 0) * (height ?? 0)) / 1_000_000);
}

function cleanDrawing(name: string, bytes: Uint8Array): Uint8Array | null {
  const verdict = cleanSvg(bytes);
  if (verdict.kind === "unsafe") throw new AppError("image.unsafe", { name, found: verdict.found });
  return verdict.kind === "clean" ? verdict.bytes : null;
}

/**
 * Returns the image without metadata.
 * Returns null if the image is damaged. A GIF cannot hold EXIF and stays unchanged.
 */
function stripped(type: Exclude<ImageType, "svg">, bytes: Uint8Array): Uint8Array | null {
  if (type === "gif") return bytes;
  return { jpg: stripJpeg, png: stripPng, webp: stripWebp, avif: stripAvif }[type](bytes);
}

function shownSize(bytes: Uint8Array): { width: number | null; height: number | null } {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    // With EXIF orientations 5 to 8, the picture is shown turned by 90°.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return { width: null, height: null };
  }
}
