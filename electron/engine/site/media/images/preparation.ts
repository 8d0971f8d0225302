import type { BlogSettings } from "#contract/settings/blog-settings.ts";
import type { CancelSignal } from "#contract/rpc/wire.ts";
import type { MediaFile } from "#engine/site/media/media-files.ts";

/** Progress of a preparation, counted in the images that had to be checked. */
export interface ImageProgress {
  readonly done: number;
  readonly total: number;
  /** The image that was finished last. */
  readonly path: string;
}

export interface Preparation {
  /** Images that the site shows. */
  readonly images: readonly MediaFile[];
  readonly settings: BlogSettings["images"];
  /** Pixels as displayed; null for an unreadable file. */
  readonly dimensionsOf: (file: MediaFile) => { readonly width: number } | null;
  /** SHA-256 of the file, hex. */
  readonly hashOf: (file: MediaFile) => Promise<string>;
  readonly signal?: CancelSignal | undefined;
  readonly onProgress?: ((progress: ImageProgress) => void) | undefined;
}
