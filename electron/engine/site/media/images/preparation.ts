import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";
import type { MediaLibrary } from "#engine/site/media/media-library.ts";

/** Progress of making missing copies of images, counted in images. */
export interface ImageProgress {
  readonly done: number;
  readonly total: number;
  /** Path of the image that was finished last. */
  readonly path: string;
}

export interface Preparation {
  readonly images: readonly MediaFile[];
  readonly settings: BlogSettings["images"];
  /** The picture from which the blog's icons are made. */
  readonly icon?: MediaFile | undefined;
  readonly media: Pick<MediaLibrary, "dimensionsOf" | "isUnread">;
  readonly hashOf: (file: MediaFile) => Promise<string>;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined;
}
