import { rm } from "node:fs/promises";
import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { MediaImage, MovedMedia } from "#contract/types/media-types.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { acceptImage } from "#engine/blog/media/images/accept-image.ts";
import type { Move } from "#engine/blog/links/moved-target.ts";
import { isImageFile } from "#engine/blog/media/media-mentions.ts";
import { moveFile, Trash } from "#engine/blog/safety/trash.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { resolveInside } from "#engine/base/safe-path.ts";
import { WorkQueue } from "#engine/base/work-queue.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";
import { encodePath } from "#engine/site/addresses/urls.ts";
import type { LinkFollower } from "../posts/link-follower.ts";
import { MediaPlaces } from "./media-places.ts";
import { mediaUses } from "./media-uses.ts";

interface MediaServiceParts {
  readonly blog: BlogFolder;
  /** Lists the current media on disk. */
  readonly readMedia: () => MediaLibrary;
  readonly links: LinkFollower;
  /** Origin of the blog's files in the preview: `site://b1`. */
  readonly siteOrigin: string;
  /** Called after `blog.yaml` was updated for a renamed image. */
  readonly onSettingsWritten: () => Promise<void>;
  /** Called after images were renamed or replaced. */
  readonly onChanged: () => void;
}

/** An image that replaced another. */
export interface ReplacedMedia extends MovedMedia {
  /** Time that identifies the old image in the trash. */
  readonly trashedAt: string;
}

/** Manages the images in the blog's `media/`: their uses, renaming and replacing. */
export class MediaService {
  readonly #parts: MediaServiceParts;
  readonly #places: MediaPlaces;
  readonly #trash: Trash;
  readonly #queue = new WorkQueue();
  #lastTime = 0;

  constructor(parts: MediaServiceParts) {
    this.#parts = parts;
    this.#places = new MediaPlaces(parts.blog.folder, parts.readMedia);
    this.#trash = new Trash(parts.blog.folder);
  }

  /** Lists all images by path, with all their uses. */
  async list(): Promise<MediaImage[]> {
    const { blog, siteOrigin, readMedia } = this.#parts;
    const media = readMedia();
    const files = [...media.paths()].filter(isImageFile).flatMap((path) => media.find(path) ?? []);
    const uses = await mediaUses(blog, new Set(files.map(({ path }) => path)));
    return files.map((file) => ({
      path: file.path,
      size: file.size,
      width: media.dimensionsOf(file)?.width ?? null,
      height: media.dimensionsOf(file)?.height ?? null,
      thumbnail: `${siteOrigin}/${encodePath(media.variantsOf(file)[0]?.path ?? file.path)}?${file.modified}`,
      uses: [...(uses.get(file.path) ?? [])],
    }));
  }

  /**
   * Renames an image, with the same extension; updates links, covers and definitions in posts and pages, and
   * references in `blog.yaml`. Rejects with `file.notFound`, `file.outside`, `image.nameTaken` or other
   * `file.*`; then nothing is changed.
   */
  rename(path: string, to: string): Promise<MovedMedia> {
    return this.#change(async () => {
      const file = this.#places.find(path);
      this.#places.expectUsable(to, posix.extname(path));
      await this.#places.expectFree(to, path);
      const location = await this.#places.beside(file, to);
      return this.#move({ from: path, to }, () =>
        moveFile(this.#parts.blog.folder, file.location, location, to),
      );
    });
  }

  /**
   * Replaces an image by another one, without its metadata. An image of another type gets the extension of
   * its type, and links are updated. The old image is moved into the trash. Rejects with errors of
   * `acceptImage`, with `file.notFound` or other `file.*`; then nothing is changed.
   */
  replace(path: string, name: string, bytes: Uint8Array): Promise<ReplacedMedia> {
    return this.#change(async () => {
      const file = this.#places.find(path);
      const image = acceptImage(name, bytes);
      if (typeOf(path) === image.type) {
        const trashedAt = await this.#trash.putCopy(file.location, path, this.#now());
        await this.#write(file.location, image.bytes);
        return { ...unlinked(path), trashedAt };
      }
      const to = await this.#places.freePath(path, image.type);
      const location = await this.#places.beside(file, to);
      let trashedAt = "";
      const moved = await this.#move({ from: path, to }, async () => {
        await this.#write(location, image.bytes);
        trashedAt = await this.#putAway(file.location, path, location);
      });
      return { ...moved, trashedAt };
    });
  }

  /**
   * Restores the old image in place of its replacement, which is moved into the trash; updates links again.
   */
  undoReplace(path: string, from: string, trashedAt: string): Promise<MovedMedia> {
    return this.#change(async () => {
      const file = this.#places.find(path);
      this.#places.expectUsable(from, posix.extname(from));
      const bytes = await this.#trash.read(from, trashedAt);
      if (path === from) {
        await this.#trash.putCopy(file.location, path, this.#now());
        await this.#write(file.location, bytes);
        return unlinked(path);
      }
      await this.#places.expectFree(from, path);
      const location = await this.#places.beside(file, from);
      return this.#move({ from: path, to: from }, async () => {
        await this.#write(location, bytes);
        await this.#putAway(file.location, path, location);
      });
    });
  }

  /** Moves an unused image into the blog's trash. Rejects with `image.inUse` or `file.*`. */
  trash(path: string): Promise<{ trashedAt: string }> {
    return this.#change(async () => {
      const { location } = this.#places.find(path);
      const [use] = await this.#usesOf(path);
      if (use !== undefined) throw new AppError("image.inUse", { path, by: use });
      return { trashedAt: await this.#trash.put(location, path, this.#now()) };
    });
  }

  /** Restores an image from the trash. Rejects with `image.nameTaken` or `file.*`. */
  untrash(path: string, trashedAt: string): Promise<void> {
    return this.#change(async () => {
      this.#places.expectUsable(path, posix.extname(path));
      await resolveInside(this.#parts.blog.folder, path);
      await this.#places.expectFree(path);
      await this.#trash.restore(path, trashedAt);
    });
  }

  /** Waits for pending changes, so that an image and the links to it change together. */
  close(): Promise<void> {
    return this.#queue.idle();
  }

  /** Runs one change at a time: each depends on the state of the disk. */
  async #change<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#queue.run("media", work);
    } finally {
      this.#parts.onChanged();
    }
  }

  async #move(move: Move, carryOut: () => Promise<void>): Promise<MovedMedia> {
    const { posts, skipped } = await this.#parts.links.move(move, carryOut);
    const settings = await this.#followInSettings(move);
    // Absolute URLs, themes and code examples are left to the author, who has to be informed
    const left = await this.#usesOf(move.from);
    return { path: move.to, posts, settings, skipped: [...new Set([...skipped, ...left])] };
  }

  /**
   * Also returns false if the file cannot be written: the image has moved, and the result lists what still
   * uses its old name.
   */
  async #followInSettings(move: Move): Promise<boolean> {
    const isChanged = await this.#parts.blog.followInSettings(move).catch((error: unknown) => {
      if (error instanceof AppError) return false;
      throw error;
    });
    if (isChanged) await this.#parts.onSettingsWritten();
    return isChanged;
  }

  /** Moves a replaced file into the trash; if that fails, removes the replacement. */
  async #putAway(location: string, path: string, replacement: string): Promise<string> {
    try {
      return await this.#trash.put(location, path, this.#now());
    } catch (error) {
      await rm(replacement, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #write(location: string, bytes: Uint8Array): Promise<void> {
    return atomicWrite(location, bytes, { within: this.#parts.blog.folder });
  }

  async #usesOf(path: string): Promise<string[]> {
    const uses = (await mediaUses(this.#parts.blog, new Set([path]))).get(path) ?? [];
    return uses.map((use) => use.path);
  }

  /** Returns a unique time for each file in the trash. */
  #now(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }
}

/** Result for an unchanged path: no link was updated. */
function unlinked(path: string): MovedMedia {
  return { path, posts: 0, settings: false, skipped: [] };
}

/** Returns the image type of a path's extension. */
function typeOf(path: string): string {
  return posix.extname(path).slice(1).toLowerCase().replace("jpeg", "jpg");
}
