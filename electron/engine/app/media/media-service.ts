import { posix } from "node:path";
import { AppError } from "#contract/errors.ts";
import type { CallOutput } from "#contract/rpc/definition.ts";
import type { EngineContract } from "#contract/engine-contract.ts";
import { decoded } from "#contract/text/percent-encoding.ts";
import type { FoundImage, ImageEdit, MediaImage, MovedMedia, Picture } from "#contract/types/media-types.ts";
import { isImageFile } from "#contract/media-files.ts";
import { rm } from "#engine/base/files/change-files.ts";
import type { BlogFolder } from "#engine/blog/folder/blog-folder.ts";
import { type AcceptedImage, acceptImage } from "#engine/blog/media/images/accept-image.ts";
import type { Move } from "#engine/blog/links/moved-target.ts";
import { moveFile, Trash } from "#engine/blog/safety/trash.ts";
import { atomicWrite } from "#engine/base/atomic-write.ts";
import { resolveInside } from "#engine/base/safe-path.ts";
import { WorkQueue } from "#engine/base/concurrency.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";
import { encodePath } from "#engine/site/addresses/urls.ts";
import { mediaLedTo } from "#engine/site/articles/link-targets.ts";
import { VariantThreads } from "#engine/site/media/images/variant-threads.ts";
import type { LinkFollower } from "../posts/link-follower.ts";
import { MediaPaths } from "./media-paths.ts";
import { mediaUses } from "./media-uses.ts";

interface MediaServiceParts {
  readonly blog: BlogFolder;
  readonly readMedia: () => MediaLibrary;
  readonly links: LinkFollower;
  /** Origin of the blog's pages and files in the preview, such as `site://b1`. */
  readonly siteOrigin: string;
  /** Called after images were renamed, replaced, deleted or restored, and after such a change has failed. */
  readonly onChanged: () => void;
}

/** The result of replacing an image. */
export interface ReplacedMedia extends MovedMedia {
  /** Time of deletion, which identifies the old image in the trash. */
  readonly trashedAt: string;
}

/** Manages the images in `media/`. */
export class MediaService {
  readonly #parts: MediaServiceParts;
  readonly #places: MediaPaths;
  readonly #trash: Trash;
  readonly #queue = new WorkQueue();
  readonly #threads = new VariantThreads();
  #lastTime = 0;

  constructor(parts: MediaServiceParts) {
    this.#parts = parts;
    this.#places = new MediaPaths(parts.blog.folder, parts.readMedia);
    this.#trash = new Trash(parts.blog.folder);
  }

  /**
   * Lists the images that the author can choose, newest first. Fast, because it reads no image and no post.
   * `written` is the path of an image in the form that properties and settings use.
   * If `written` is given, returns a list of only this image. If there is no such image, the list is empty.
   */
  pictures(written?: string): Picture[] {
    const media = this.#parts.readMedia();
    const files =
      written === undefined
        ? newestFirst(imagesOf(media))
        : imagesOf(media).filter(({ path }) => path === decoded(written).replace(/^\.?\//, ""));
    return files.map((file) => ({ path: file.path, thumbnail: this.#thumbnail(media, file) }));
  }

  /** Lists all images, the newest first. Also finds all uses of each image. */
  async list(): Promise<MediaImage[]> {
    const { blog, readMedia } = this.#parts;
    const media = readMedia();
    const files = newestFirst(imagesOf(media));
    const uses = await mediaUses(blog, new Set(files.map(({ path }) => path)));
    return files.map((file) => ({
      path: file.path,
      size: file.size,
      width: media.dimensionsOf(file)?.width ?? null,
      height: media.dimensionsOf(file)?.height ?? null,
      thumbnail: this.#thumbnail(media, file),
      uses: [...(uses.get(file.path) ?? [])],
    }));
  }

  /**
   * Renames or moves an image, and updates all references in posts, pages and `blog.yaml`.
   * The new path must have the same extension.
   * Rejects with `file.*` or `image.nameTaken`. After a rejection, nothing has changed.
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
   * Replaces an image with a new image. Moves the old image into the trash.
   * Removes the metadata of the new image.
   * If the new image has a different type, the path's extension and all links change.
   * Rejects with an error of `acceptImage` or `file.*`. After a rejection, nothing has changed.
   */
  replace(path: string, name: string, bytes: Uint8Array): Promise<ReplacedMedia> {
    return this.#change(() => {
      const file = this.#places.find(path);
      return this.#replace(file, acceptImage(name, bytes));
    });
  }

  /**
   * Rotates and crops an image. Moves a copy of the unchanged image into the trash.
   * Rejects with `image.notEditable`, `image.damaged` or `file.*`. After a rejection, nothing has changed.
   */
  edit(path: string, edit: ImageEdit): Promise<ReplacedMedia> {
    return this.#change(async () => {
      const file = this.#places.find(path);
      const name = posix.basename(path);
      const reply = await this.#threads.make({ location: file.location, options: edit }, undefined);
      if (reply.kind === "unreadable") throw new AppError("file.readFailed", { path, reason: reply.reason });
      const isDamaged = reply.kind === "fault" && reply.fault === "image.broken";
      const [edited] = reply.kind === "made" ? reply.variants : [];
      if (!edited) throw new AppError(isDamaged ? "image.damaged" : "image.notEditable", { name });
      return this.#replace(file, acceptImage(name, edited.bytes));
    });
  }

  /**
   * Returns the image to which a link in a post leads. Returns null for any other link.
   * If `post` is null, `link` is an image's path in a setting.
   */
  find(post: string | null, link: string): FoundImage | null {
    const media = this.#parts.readMedia();
    const file = mediaLedTo(link, post ?? "", media);
    if (!file || !isImageFile(file.path)) return null;
    const { path } = file;
    return {
      path,
      url: this.#url(path, file),
      thumbnail: this.#thumbnail(media, file),
      width: media.dimensionsOf(file)?.width ?? null,
      height: media.dimensionsOf(file)?.height ?? null,
    };
  }

  /**
   * Undoes `replace` or `edit`: moves the image at `path` into the trash, and restores the image at `from`.
   * `trashedAt` is the time at which the restored image was deleted. Updates all links.
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

  /** Moves an unused image into the trash. Rejects with `image.inUse` or `file.*`. */
  trash(path: string): Promise<{ trashedAt: string }> {
    return this.#change(async () => {
      const { location } = this.#places.find(path);
      const [use] = await this.#usesOf(path);
      if (use !== undefined) throw new AppError("image.inUse", { path, by: use });
      return { trashedAt: await this.#trash.put(location, path, this.#now()) };
    });
  }

  /** Returns the images, videos and sounds in the trash. The file that was deleted last comes first. */
  trashed(): CallOutput<EngineContract, "trash.list"> {
    const files = this.#trash.media().filter(({ path }) => isImageFile(path));
    return files.map(({ path, at: trashedAt, isEarlier }) => {
      return { kind: "media", path, trashedAt, title: posix.basename(path), isEarlier };
    });
  }

  /** Restores the image that was deleted at `trashedAt`. Rejects with `image.nameTaken` or `file.*`. */
  untrash(path: string, trashedAt: string): Promise<void> {
    return this.#change(async () => {
      this.#places.expectUsable(path, posix.extname(path));
      await resolveInside(this.#parts.blog.folder, path);
      await this.#places.expectFree(path);
      await this.#trash.restore(path, trashedAt);
    });
  }

  /**
   * Waits until running changes are complete, because they may still have to update links to moved images.
   */
  close(): Promise<void> {
    return this.#queue.idle();
  }

  /** Runs changes one after the other, because each change depends on the files on disk. */
  async #change<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await this.#queue.run("media", work);
    } finally {
      this.#parts.onChanged();
    }
  }

  async #move(move: Move, carryOut: () => Promise<void>): Promise<MovedMedia> {
    const { posts, settings, skipped } = await this.#parts.links.move(move, carryOut);
    // Absolute URLs, themes and code examples still contain the old path. Finds the files with the old path,
    // because the author has to check them.
    const left = await this.#usesOf(move.from).catch(unreadFile);
    return { path: move.to, posts, settings, skipped: [...new Set([...skipped, ...left])] };
  }

  /** Replaces a file with a checked image, and moves the old file into the trash. */
  async #replace(file: MediaFile, image: AcceptedImage): Promise<ReplacedMedia> {
    const { path } = file;
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
  }

  /** Moves the old image into the trash. If this fails, deletes the new image (`replacement`) and rejects. */
  async #putAway(location: string, path: string, replacement: string): Promise<string> {
    try {
      return await this.#trash.put(location, path, this.#now());
    } catch (error) {
      await rm(replacement, { force: true }).catch(() => undefined);
      throw error;
    }
  }

  #thumbnail(media: MediaLibrary, file: MediaFile): string {
    return this.#url(media.variantsOf(file)[0]?.path ?? file.path, file);
  }

  /** Returns a file's preview URL. It contains the file's time, so that no outdated copy is shown. */
  #url(path: string, { modified }: MediaFile): string {
    return `${this.#parts.siteOrigin}/${encodePath(path)}?${modified}`;
  }

  #write(location: string, bytes: Uint8Array): Promise<void> {
    return atomicWrite(location, bytes, { within: this.#parts.blog.folder });
  }

  async #usesOf(path: string): Promise<string[]> {
    const uses = (await mediaUses(this.#parts.blog, new Set([path]))).get(path) ?? [];
    return uses.map((use) => use.path);
  }

  /** Returns the current time, increased if needed, so that all times of deletion differ. */
  #now(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }
}

function imagesOf(media: MediaLibrary): MediaFile[] {
  return [...media.files.values()].filter(({ path }) => isImageFile(path));
}

/** Returns the path of the file that could not be read. Links in this file were not updated. */
function unreadFile(error: unknown): string[] {
  if (error instanceof AppError && typeof error.values.path === "string") return [error.values.path];
  throw error;
}

function unlinked(path: string): MovedMedia {
  return { path, posts: 0, settings: false, skipped: [] };
}

function typeOf(path: string): string {
  return posix.extname(path).slice(1).toLowerCase().replace("jpeg", "jpg");
}

function newestFirst(files: readonly MediaFile[]): MediaFile[] {
  return [...files].sort((a, b) => b.modified - a.modified || (a.path < b.path ? -1 : 1));
}
