import { closeSync, readFileSync, readSync } from "node:fs";
import { imageSize } from "image-size";
import { openSync } from "#engine/base/files/change-files-sync.ts";
import type { RetryTime } from "#engine/base/files/retry-held.ts";
import { playerOf } from "#contract/media-files.ts";
import type { MediaFile } from "./media-files.ts";
import { videoSize } from "./video-size.ts";

export interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/**
 * Caches the displayed sizes of images. Reads an image again if its file size or modification time changed.
 */
export class ImageSizes {
  readonly #known = new Map<string, { size: number; modified: number; dimensions: Dimensions | null }>();

  /** The unreadable files by path. A file is read again if it has changed or if `retry` is called. */
  readonly #unread = new Map<string, MediaFile>();

  /** Returns the displayed size of an image; null if the size is unknown or the file is unreadable. */
  of(file: MediaFile): Dimensions | null {
    const { path, size, modified } = file;
    const known = this.#known.get(path);
    if (known?.size === size && known.modified === modified) return known.dimensions;
    return this.#unread.get(path) === file ? null : this.#read(file);
  }

  /** Whether the size of the file is unknown because the file is unreadable. */
  isUnread(file: MediaFile): boolean {
    return this.of(file) === null && this.#unread.get(file.path) === file;
  }

  get hasUnread(): boolean {
    return this.#unread.size > 0;
  }

  /**
   * Tries again to read the files that could not be read. `files` are the present media.
   * Returns whether the size of at least one file became known.
   */
  retry(files: ReadonlyMap<string, MediaFile>): boolean {
    const before = [...this.#unread.values()];
    this.#unread.clear();
    for (const file of before) if (files.get(file.path) === file) this.#read(file, "none");
    return before.some((file) => files.get(file.path) === file && !this.#unread.has(file.path));
  }

  #read(file: MediaFile, retry: RetryTime = "short"): Dimensions | null {
    const { path, size, modified, location } = file;
    try {
      const dimensions = measure(location, retry);
      this.#known.set(path, { size, modified, dimensions });
      this.#unread.delete(path);
      return dimensions;
    } catch {
      this.#unread.set(path, file);
      return null;
    }
  }
}

/** Number of bytes to read first. These bytes contain the header of nearly every image. */
const headerBytes = 128 * 1024;

/**
 * Returns the displayed size of an image or video; null if the file has no known size.
 * Throws the system's error if the file cannot be read.
 */
function measure(location: string, retry: RetryTime): Dimensions | null {
  if (playerOf(location) === "video") return videoSize(location, retry);
  if (!/\.(png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i.test(location)) return null;
  return shownSize(readHeader(location, retry)) ?? shownSize(readFileSync(location));
}

function readHeader(location: string, retry: RetryTime): Uint8Array {
  const file = openSync(location, "r", retry);
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
    // Swaps width and height for EXIF orientations from 5 on, because these include a quarter turn.
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}
