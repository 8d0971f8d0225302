import { closeSync, readFileSync, readSync } from "node:fs";
import { imageSize } from "image-size";
import { openSync } from "#engine/base/files/change-files-sync.ts";
import { playerOf } from "#contract/played-files.ts";
import type { MediaFile } from "./media-files.ts";
import { videoSize } from "./video-size.ts";

export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** Caches the displayed sizes of images. An image is read again if its file's size or time has changed. */
export class ImageSizes {
  readonly #known = new Map<string, { size: number; modified: number; dimensions: Dimensions | null }>();

  /** Unreadable files. A new listing of the media makes new objects, so that each file is then read again. */
  readonly #unread = new WeakSet<MediaFile>();

  of(file: MediaFile): Dimensions | null {
    const { path, size, modified, location } = file;
    const known = this.#known.get(path);
    if (known?.size === size && known.modified === modified) return known.dimensions;
    if (this.#unread.has(file)) return null;
    try {
      const dimensions = measure(location);
      this.#known.set(path, { size, modified, dimensions });
      return dimensions;
    } catch {
      this.#unread.add(file);
      return null;
    }
  }
}

/** Number of bytes to read first. These bytes contain the header of nearly every image. */
const headerBytes = 128 * 1024;

/** Returns null for a file whose size is unknown. Throws the system's error if the file cannot be read. */
function measure(location: string): Dimensions | null {
  if (playerOf(location) === "video") return videoSize(location);
  if (!/\.(png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i.test(location)) return null;
  return shownSize(readHeader(location)) ?? shownSize(readFileSync(location));
}

function readHeader(location: string): Uint8Array {
  const file = openSync(location, "r");
  try {
    const bytes = Buffer.alloc(headerBytes);
    return bytes.subarray(0, readSync(file, bytes, 0, headerBytes, 0));
  } finally {
    closeSync(file);
  }
}

function shownSize(bytes: Uint8Array): Dimensions | null {
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    // EXIF orientations from 5 on include a quarter turn.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}
