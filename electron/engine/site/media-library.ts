import { closeSync, lstatSync, openSync, readdirSync, readFileSync, readSync } from "node:fs";
import { join } from "node:path";
import { imageSize } from "image-size";
import { isValidAddress } from "./addresses.ts";

export interface MediaFile {
  /** Inside the blog and inside the site: `media/2022/05/a.png`, NFC. */
  readonly path: string;
  readonly location: string;
  readonly size: number;
  readonly modified: number;
}

interface Dimensions {
  readonly width: number;
  readonly height: number;
}

/** The files under `media/`, which go to the site as they are. */
export interface MediaLibrary {
  paths(): Iterable<string>;
  find(path: string): MediaFile | undefined;
  /** Pixels as shown, after EXIF rotation; null for what is no image or cannot be read. */
  dimensionsOf(file: MediaFile): Dimensions | null;
}

/** What is known of images, kept between readings; an image is opened again only when its size or time changed. */
export type DimensionsCache = Map<string, { size: number; modified: number; dimensions: Dimensions | null }>;

const littered = new Set(["thumbs.db", "desktop.ini"]);

/** Lists the blog's media. Hidden files, system litter and symbolic links are not media. */
export function readMediaLibrary(blogFolder: string, cache: DimensionsCache): MediaLibrary {
  const files = new Map<string, MediaFile>();
  listInto(files, join(blogFolder, "media"), "media");
  return {
    paths: () => files.keys(),
    find: (path) => files.get(path),
    dimensionsOf(file) {
      const known = cache.get(file.path);
      if (known?.size === file.size && known.modified === file.modified) return known.dimensions;
      const dimensions = measure(file.location);
      cache.set(file.path, { size: file.size, modified: file.modified, dimensions });
      return dimensions;
    },
  };
}

/** Whether two readings found the same files, by name, size and time. */
export function sameMedia(a: MediaLibrary, b: MediaLibrary): boolean {
  const [left, right] = [[...a.paths()], [...b.paths()]];
  return (
    left.length === right.length &&
    left.every((path) => {
      const [one, other] = [a.find(path), b.find(path)];
      return one?.size === other?.size && one?.modified === other?.modified;
    })
  );
}

function listInto(files: Map<string, MediaFile>, folder: string, prefix: string): void {
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const location = join(folder, entry.name);
    const path = `${prefix}/${entry.name.normalize("NFC")}`;
    if (!isValidAddress(path) || littered.has(entry.name.toLowerCase())) continue;
    if (entry.isDirectory()) listInto(files, location, path);
    else if (entry.isFile()) {
      const { size, mtimeMs } = lstatSync(location);
      files.set(path, { path, location, size, modified: mtimeMs });
    }
  }
}

/** Enough for the header of nearly every image; a JPEG with a large EXIF block may need all of it. */
const headerBytes = 128 * 1024;

function measure(location: string): Dimensions | null {
  if (!/\.(png|jpe?g|gif|webp|avif|svg|bmp|ico)$/i.test(location)) return null;
  try {
    return shownSize(readHeader(location)) ?? shownSize(readFileSync(location));
  } catch {
    return null;
  }
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
    // EXIF orientations from 5 on are turned by a quarter
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}
