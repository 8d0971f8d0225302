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
  /** Lists the media as they are on disk now. */
  readonly readMedia: () => MediaLibrary;
  readonly links: LinkFollower;
  /** Where the preview shows the blog's files: `site://b1`. */
  readonly siteOrigin: string;
  /** `blog.yaml` names an image by another name now. */
  readonly onSettingsWritten: () => Promise<void>;
  /** Images have other names or other pictures now. */
  readonly onChanged: () => void;
}

/** An image that took the place of another. */
export interface ReplacedMedia extends MovedMedia {
  /** Time by which the other one is known in the trash. */
  readonly trashedAt: string;
}

/** The images of the blog's `media/`: what uses them, and other names and other pictures for them. */
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

  /** All images by path, with everything that names them. */
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
   * Gives an image another path with the same ending; links, covers and definitions in posts and pages follow, and what
   * `blog.yaml` says of it. Rejects with
   * `file.notFound`, `file.outside`, `image.nameTaken` or as files do; then nothing is changed.
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
   * Puts another picture in an image's place, without what it tells beyond the picture. One of another kind gets the ending
   * of its kind, and links follow. The picture before goes into the trash. Rejects with what `acceptImage` has against
   * it, with `file.notFound`, or as files do; then nothing is changed.
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

  /** Puts the picture before back in the place of the one that replaced it, which goes into the trash; links go back, too. */
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

  /** Moves an image that nothing names into the blog's trash. Rejects with `image.inUse` or `file.*`. */
  trash(path: string): Promise<{ trashedAt: string }> {
    return this.#change(async () => {
      const { location } = this.#places.find(path);
      const [use] = await this.#usesOf(path);
      if (use !== undefined) throw new AppError("image.inUse", { path, by: use });
      return { trashedAt: await this.#trash.put(location, path, this.#now()) };
    });
  }

  /** Brings an image back from the trash. Rejects with `image.nameTaken` or `file.*`. */
  untrash(path: string, trashedAt: string): Promise<void> {
    return this.#change(async () => {
      this.#places.expectUsable(path, posix.extname(path));
      await resolveInside(this.#parts.blog.folder, path);
      await this.#places.expectFree(path);
      await this.#trash.restore(path, trashedAt);
    });
  }

  /** Waits for changes that have begun: an image and the links to it go together. */
  close(): Promise<void> {
    return this.#queue.idle();
  }

  /** One change at a time: each goes by what is on disk. */
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
    // Whole addresses, themes and examples in code are left to the author, who has to know of them
    const left = await this.#usesOf(move.from);
    return { path: move.to, posts, settings, skipped: [...new Set([...skipped, ...left])] };
  }

  /** False also where the file cannot be written: the image has moved, and the author is told what still has its old name. */
  async #followInSettings(move: Move): Promise<boolean> {
    const isChanged = await this.#parts.blog.followInSettings(move).catch((error: unknown) => {
      if (error instanceof AppError) return false;
      throw error;
    });
    if (isChanged) await this.#parts.onSettingsWritten();
    return isChanged;
  }

  /** A file moves into the trash when another has taken its place; when it cannot, the other is taken away again. */
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

  /** No two files are put into the trash at one time, so that the time tells them apart. */
  #now(): number {
    this.#lastTime = Math.max(Date.now(), this.#lastTime + 1);
    return this.#lastTime;
  }
}

/** The same path: no link had to follow. */
function unlinked(path: string): MovedMedia {
  return { path, posts: 0, settings: false, skipped: [] };
}

/** The kind of image that a path's ending stands for. */
function typeOf(path: string): string {
  return posix.extname(path).slice(1).toLowerCase().replace("jpeg", "jpg");
}
