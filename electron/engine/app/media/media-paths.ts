import { dirname, join, posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import { collisionKey } from "#contract/text/collision-key.ts";
import { isImageFile } from "#contract/media-files.ts";
import { entryIfThere } from "#engine/base/files/read-files.ts";
import { resolveInside } from "#engine/base/safe-path.ts";
import { isValidAddress } from "#engine/site/addresses/addresses.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";

/** Finds images of the blog on disk, and free paths for new images. */
export class MediaPaths {
  readonly #folder: string;
  readonly #readMedia: () => MediaLibrary;

  /** `folder` is the absolute path of the blog folder. `readMedia` lists the media that are on disk now. */
  constructor(folder: string, readMedia: () => MediaLibrary) {
    this.#folder = folder;
    this.#readMedia = readMedia;
  }

  /** Returns the image at a blog path. Throws `file.notFound`. */
  find(path: string): MediaFile {
    const file = isImageFile(path) ? this.#readMedia().find(path) : undefined;
    if (!file) throw new AppError("file.notFound", { path });
    return file;
  }

  /**
   * Returns the absolute path of `to`.
   * If `to` is in the same folder as `file`, keeps the spelling that the folder's name has on disk.
   */
  async beside(file: MediaFile, to: string): Promise<string> {
    if (posix.dirname(file.path) === posix.dirname(to)) {
      return join(dirname(file.location), posix.basename(to));
    }
    return resolveInside(this.#folder, to);
  }

  /** Throws `file.outside` if the path is not valid for an image with the extension `ending` (`.png`). */
  expectUsable(path: string, ending: string): void {
    const isImagePath = path.startsWith("media/") && isValidAddress(path) && isImageFile(path);
    if (!isImagePath || posix.extname(path) !== ending) throw new AppError("file.outside", { path });
  }

  /**
   * Rejects with `image.nameTaken` if a file has this path, also if only upper and lower case differ.
   * The path `but` counts as free, because the file at this path will be moved or replaced.
   */
  async expectFree(path: string, but?: string): Promise<void> {
    if (!(await this.#isFree(path, but))) throw new AppError("image.nameTaken", { path });
  }

  /** Returns the path with `type` as its extension. Adds a number to the name if the path is taken. */
  async freePath(path: string, type: string): Promise<string> {
    const stem = path.slice(0, -posix.extname(path).length);
    for (let number = 1; ; number += 1) {
      const candidate = `${stem}${number === 1 ? "" : `-${number}`}.${type}`;
      if (await this.#isFree(candidate, path)) return candidate;
    }
  }

  /** Whether a path is free, even on a disk that ignores case or normalizes Unicode. */
  async #isFree(path: string, but?: string): Promise<boolean> {
    const key = collisionKey(path);
    for (const other of this.#readMedia().paths()) {
      if (other !== but && collisionKey(other) === key) return false;
    }
    if (but !== undefined && collisionKey(but) === key) return true;
    return (await entryIfThere(join(this.#folder, path))) === null;
  }
}
